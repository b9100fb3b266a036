/* Whole numbers of any length: little-endian limbs of 64 bits. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int64_t i64;
typedef int32_t i32;
typedef uint64_t u64;
typedef unsigned __int128 u128;
typedef uint8_t flag;

static void times(u64 *a, i64 len, u64 by) {
    u64 carry = 0;
    for (i64 i = 0; i < len; i++) {
        u128 t = (u128)a[i] * by + carry;
        a[i] = (u64)t;
        carry = (u64)(t >> 64);
    }
}

static void add_times(u64 *sum, const u64 *a, i64 len, u64 by) {
    u64 carry = 0;
    for (i64 i = 0; i < len; i++) {
        u128 t = (u128)a[i] * by + sum[i] + carry;
        sum[i] = (u64)t;
        carry = (u64)(t >> 64);
    }
}

static void subtract(u64 *a, const u64 *b, i64 len) {
    u64 borrow = 0;
    for (i64 i = 0; i < len; i++) {
        u128 t = (u128)a[i] - b[i] - borrow;
        a[i] = (u64)t;
        borrow = (u64)(t >> 64) & 1;
    }
}

static int compare(const u64 *a, const u64 *b, i64 len) {
    for (i64 i = len - 1; i >= 0; i--)
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    return 0;
}

static i64 limbs(const u64 *a, i64 len) {
    while (len && !a[len - 1]) len--;
    return len;
}

/* The two highest limbs: relative error below 3 * 2^-53. */
static double leading(const u64 *a, i64 len, i64 *exponent) {
    i64 top = limbs(a, len);
    *exponent = 64 * (top - 2);
    if (top == 0) return 0.0;
    if (top == 1) { *exponent = 0; return (double)a[0]; }
    return (double)a[top - 1] * 0x1p64 + (double)a[top - 2];
}

static double ratio(const u64 *a, const u64 *b, i64 len) {
    i64 ea, eb;
    double x = leading(a, len, &ea), y = leading(b, len, &eb);
    return ldexp(x / y, (int)(ea - eb));
}
