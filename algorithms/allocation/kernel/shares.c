/* One count of Equal Shares: doubles prune, whole numbers of any length decide.

   The same count as purchases.py and accounts.py, which say why it is right; here is only how.
   A balance is b0 - sum of price * units over what a voter helped to buy, and 0 after they once
   paid all they had. Prices are kept over one common denominator D, so a balance, a sum of
   balances and a price are whole numbers over D or over D * weight. Beside each class stands a
   double that is off by at most `slack`. Nothing is compared in doubles that is closer than that.

   All input is checked by the caller: costs, votes and points sum to less than 2^52, and b0 is a
   fraction of two positive numbers below 2^62. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int64_t i64;
typedef int32_t i32;
typedef uint64_t u64;
typedef unsigned __int128 u128;
typedef uint8_t flag;

#define ROUND 0x1p-48 /* above all roundings of one comparison together */

/* ---- whole numbers: little-endian limbs, k->len of them in use ---- */

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

/* ---- the electorate, fixed for all counts, and the room to count in ---- */

typedef struct {
    i64 projects, classes;
    const i64 *ends, *project, *points, *many; /* points: NULL where all are 1 */
    const i64 *taking_part;                    /* 0 or 1 by project */
    const i64 *cost, *factor, *group, *precedence, *rank;
} Election;

typedef struct {
    u64 *missing; /* over D: price = missing / (D * weight) */
    i64 weight, poor_voters, *poor_units;
    double price;
    i32 *poor;
    i64 poors;
} Offer;

typedef struct {
    Election e;
    i32 *column;          /* e.project in 32 bits */
    i64 *first;           /* supporters of c: first[c] up to first[c + 1] */
    i32 *who, *who_left;  /* ... all, and those who have not run out */
    double *unit, *unit_left;
    i64 *left, *full, *votes;
    i64 capacity, len, made;
    u64 *D, *B, *P, *x, *y, *z;
    struct cell { double balance, many; } *cell; /* many < 0: has run out */
    double *bound, slack, step, b0;
    i64 *voters_left, *overlap; /* overlap[j, d]: units of purchase j among those left of d */
    flag *alive, *open, *tight, *offered;
    i32 *slot, *tied;
    double *price;
    i64 ties;
    double *gb, *gm, *gu; /* gathered: balance, voters, units */
    i32 *fallen;
    flag *gp;
    i64 *units;
    Offer best, trial;
} Kernel;

typedef struct {
    i64 made, drops, *order;
    i64 *weight, *poor_voters;      /* price = (cost - what the poor hold) / weight */
    i64 *held_voters;               /* of the supporters, those who had not run out */
    i64 *emptied, *had_nothing;     /* voters who paid all they had, or had nothing */
    i64 *largest_units;             /* the largest payment is price * this ... */
    i64 *largest_class;             /* ... unless one of this class paid more, all it had */
    i64 *drop_project, *drop_place, *drop_voters;
    i64 *poor_units, *tied, *held_units, *drop_units; /* tables: a row per purchase or drop */
} Accounts;

static int offer_room(Offer *o, i64 capacity, i64 projects, i64 classes) {
    o->missing = calloc((size_t)capacity, sizeof(u64));
    o->poor_units = calloc((size_t)projects, sizeof(i64));
    o->poor = malloc((size_t)classes * sizeof(i32) + 1);
    return o->missing && o->poor_units && o->poor;
}

void shares_close(Kernel *k) {
    if (!k) return;
    void *all[] = {k->column, k->first, k->who, k->who_left, k->unit, k->unit_left, k->left,
        k->full, k->votes, k->D, k->B, k->P, k->x, k->y, k->z, k->cell, k->bound,
        k->voters_left, k->overlap, k->alive, k->open, k->tight, k->offered, k->slot, k->tied, k->price, k->gb,
        k->gm, k->gu, k->fallen, k->gp, k->units, k->best.missing, k->best.poor_units,
        k->best.poor, k->trial.missing, k->trial.poor_units, k->trial.poor};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]);
    free(k);
}

#define ROOM(field, n) (k->field = calloc((size_t)(n) + 1, sizeof *k->field))

Kernel *shares_open(const Election *e) {
    Kernel *k = calloc(1, sizeof *k);
    if (!k) return NULL;
    k->e = *e;
    i64 m = e->projects, n = e->classes, entries = e->ends[n];
    i64 cap = k->capacity = (52 * m + 200) / 64 + 8;
    int ok = ROOM(column, entries) && ROOM(first, m + 1) && ROOM(who, entries) &&
        ROOM(who_left, entries) && ROOM(left, m) && ROOM(full, m) && ROOM(votes, m) &&
        ROOM(D, cap) && ROOM(B, cap) && ROOM(P, cap * m) && ROOM(x, cap) && ROOM(y, cap) &&
        ROOM(z, cap) && ROOM(cell, n) && ROOM(bound, m) && ROOM(voters_left, m) &&
        ROOM(overlap, m * m) && ROOM(alive, m) && ROOM(open, m) && ROOM(tight, m) &&
        ROOM(offered, m) && ROOM(slot, m) && ROOM(price, m) && ROOM(tied, m) && ROOM(gb, n + 4) && ROOM(gm, n + 4) &&
        ROOM(gu, n + 4) && ROOM(fallen, n) && ROOM(gp, n) && ROOM(units, m) &&
        offer_room(&k->best, cap, m, n) && offer_room(&k->trial, cap, m, n);
    if (ok && e->points) ok = ROOM(unit, entries) && ROOM(unit_left, entries);
    if (!ok) { shares_close(k); return NULL; }
    for (i64 p = 0; p < entries; p++) k->first[e->project[p] + 1]++;
    for (i64 c = 0; c < m; c++) k->first[c + 1] += k->first[c];
    memcpy(k->left, k->first, (size_t)m * sizeof(i64));
    for (i64 i = 0; i < n; i++)
        for (i64 p = e->ends[i]; p < e->ends[i + 1]; p++) {
            i64 c = e->project[p], units = e->points ? e->points[p] : 1, at = k->left[c]++;
            k->column[p] = (i32)c;
            k->who[at] = (i32)i;
            if (k->unit) k->unit[at] = (double)units;
            k->full[c] += units * e->many[i];
            k->votes[c] += e->many[i];
        }
    return k;
}

/* ---- exact sums ---- */

static i64 units_at(const Kernel *k, i64 p) { return k->e.points ? k->e.points[p] : 1; }

/* Adds one class's holdings to (voters, units by purchase). */
static void include(const Kernel *k, i64 i, i64 *voters, i64 *units) {
    i64 many = k->e.many[i];
    *voters += many;
    for (i64 p = k->e.ends[i]; p < k->e.ends[i + 1]; p++) {
        i32 j = k->slot[k->column[p]];
        if (j >= 0) units[j] += many * units_at(k, p);
    }
}

/* What all supporters of c hold who have not run out. */
static void holdings(const Kernel *k, i64 c, i64 *voters, i64 *units) {
    *voters = 0;
    memset(units, 0, (size_t)k->e.projects * sizeof(i64));
    for (i64 s = 0; s < k->left[c]; s++) {
        i64 i = k->who_left[k->first[c] + s];
        if (k->cell[i].many > 0) include(k, i, voters, units);
    }
}

/* x = cost * D + sum of P * units, y = voters * B: x - y is what is missing to the cost. */
static void weigh(Kernel *k, i64 cost, i64 voters, const i64 *units) {
    memset(k->x, 0, (size_t)k->len * sizeof(u64));
    memset(k->y, 0, (size_t)k->len * sizeof(u64));
    add_times(k->x, k->D, k->len, (u64)cost);
    for (i64 j = 0; j < k->made; j++)
        if (units[j]) add_times(k->x, k->P + j * k->capacity, k->len, (u64)units[j]);
    add_times(k->y, k->B, k->len, (u64)voters);
}

static int can_pay(Kernel *k, i64 c) {
    i64 voters;
    holdings(k, c, &voters, k->units);
    weigh(k, k->e.cost[c], voters, k->units);
    return compare(k->y, k->x, k->len) >= 0;
}

/* z = sum of P * units over what class i helped to buy; B - z is its balance. */
static void paid_before(Kernel *k, i64 i) {
    memset(k->z, 0, (size_t)k->len * sizeof(u64));
    for (i64 p = k->e.ends[i]; p < k->e.ends[i + 1]; p++) {
        i32 j = k->slot[k->column[p]];
        if (j >= 0) add_times(k->z, k->P + j * k->capacity, k->len, (u64)units_at(k, p));
    }
}

/* Whether class i holds at most units * missing / (D * weight). */
static int holds_at_most(Kernel *k, i64 i, const Offer *o, i64 units) {
    paid_before(k, i);
    times(k->z, k->len, (u64)o->weight);
    add_times(k->z, o->missing, k->len, (u64)units);
    memset(k->y, 0, (size_t)k->len * sizeof(u64));
    add_times(k->y, k->B, k->len, (u64)o->weight);
    return compare(k->y, k->z, k->len) <= 0;
}

/* ---- prices ---- */

/* Sums over gathered supporters; gather leaves room to fill up the last block with nobody. */

typedef double block __attribute__((vector_size(32), aligned(8)));
typedef i64 mask __attribute__((vector_size(32), aligned(8)));
#define BLOCK 4

static double total(block sums) { return sums[0] + sums[1] + sums[2] + sums[3]; }

static void fill_up(Kernel *k, i64 n) {
    for (i64 s = n; s < n + BLOCK; s++) { k->gb[s] = k->gm[s] = 0; k->gu[s] = 1; }
}

static i64 gather(Kernel *k, i64 c) {
    i32 *who = k->who_left + k->first[c];
    double *unit = k->unit ? k->unit_left + k->first[c] : NULL;
    i64 n = 0;
    for (i64 s = 0; s < k->left[c]; s++) {
        i32 i = who[s];
        struct cell cell = k->cell[i];
        if (unit) k->gu[n] = unit[n] = unit[s];
        who[n] = i;
        k->gb[n] = cell.balance;
        k->gm[n] = cell.many;
        n += cell.many > 0;
    }
    k->left[c] = n;
    fill_up(k, n);
    return n;
}

static double holding(const double *gb, const double *gm, i64 n, double *voters) {
    block held = {0}, many = {0};
    for (i64 s = 0; s < n; s += BLOCK) {
        block b = *(const block *)(gb + s), m = *(const block *)(gm + s);
        held += m * b;
        many += m;
    }
    *voters = total(many);
    return total(held);
}

/* What is paid at this price; `able`: how fast that grows, at most. */
static double paying(const double *gb, const double *gm, i64 n, double price, double slack,
                     double *able) {
    block paid = {0}, slope = {0}, cap = {price, price, price, price};
    block least = cap * (1 - ROUND) - slack;
    for (i64 s = 0; s < n; s += BLOCK) {
        block b = *(const block *)(gb + s), m = *(const block *)(gm + s);
        mask below = b < cap, pays = b >= least;
        block part = (block)(((mask)b & below) | ((mask)cap & ~below));
        paid += m * part;
        slope += (block)((mask)m & pays);
    }
    *able = total(slope);
    return total(paid);
}

static double paying_units(const double *gb, const double *gm, const double *gu, i64 n,
                           double price, double slack, double *able) {
    block paid = {0}, slope = {0};
    for (i64 s = 0; s < n; s += BLOCK) {
        block b = *(const block *)(gb + s), m = *(const block *)(gm + s);
        block u = *(const block *)(gu + s), cap = price * u;
        mask below = b < cap, pays = b >= cap * (1 - ROUND) - slack;
        block part = (block)(((mask)b & below) | ((mask)cap & ~below));
        paid += m * part;
        slope += (block)((mask)(m * u) & pays);
    }
    *able = total(slope);
    return total(paid);
}

/* Raises bound[c] by Newton steps, see Balances.lower_bound; 0 when the supporters cannot pay. */
static int tighten(Kernel *k, i64 c, double limit) {
    i64 n = gather(k, c);
    const double *gb = k->gb, *gm = k->gm, *gu = k->unit ? k->gu : NULL;
    double cost = (double)k->e.cost[c], slope = -1, bound = k->bound[c], voters, held;
    held = holding(gb, gm, n, &voters);
    double error = 2 * voters * k->slack + (double)(n + 8) * 0x1p-51 * fmax(held, cost);
    if (held < cost - error) return 0;
    if (held < cost + error && !can_pay(k, c)) return 0;
    while (bound <= limit) {
        double previous = slope;
        double paid = gu ? paying_units(gb, gm, gu, n, bound, k->slack, &slope)
                         : paying(gb, gm, n, bound, k->slack, &slope);
        double gap = cost * (1 - ROUND) - paid - error;
        if (gap <= 0 || slope <= 0 || slope == previous) break;
        bound = (bound + gap / slope) * (1 - ROUND);
    }
    k->bound[c] = bound;
    return 1;
}

static void impoverish(Kernel *k, i64 c, i64 s, Offer *o, i64 *rich, i64 *voters) {
    i64 i = k->who_left[k->first[c] + s];
    k->gp[s] = 1;
    *rich -= k->e.many[i] * (k->unit ? (i64)k->gu[s] : 1);
    o->poor[o->poors++] = (i32)i;
    include(k, i, voters, k->units);
}

/* The exact price of c and who pays all they have, see Balances.price. */
static void price(Kernel *k, i64 c, Offer *o) {
    i64 n = gather(k, c), rich = 0, voters = 0;
    size_t width = (size_t)k->e.projects * sizeof(i64);
    o->poors = 0;
    memset(k->units, 0, width);
    memset(k->gp, 0, (size_t)n);
    for (i64 s = 0; s < n; s++) rich += (i64)k->gm[s] * (k->unit ? (i64)k->gu[s] : 1);
    for (i64 s = 0; s < n; s++) {
        double cap = k->bound[c] * (k->unit ? k->gu[s] : 1.0);
        if (k->gb[s] < cap * (1 - ROUND) - k->slack) impoverish(k, c, s, o, &rich, &voters);
    }
    for (;;) {
        if (rich) {
            weigh(k, k->e.cost[c], voters, k->units);
            subtract(k->x, k->y, k->len);
            memcpy(o->missing, k->x, (size_t)k->len * sizeof(u64));
            memcpy(o->poor_units, k->units, width);
            o->weight = rich;
            o->poor_voters = voters;
            o->price = ratio(o->missing, k->D, k->len) / (double)rich;
        }
        i64 fallen = 0;
        for (i64 s = 0; s < n; s++) {
            double u = k->unit ? k->gu[s] : 1.0, cap = o->price * u;
            if (k->gp[s] || k->gb[s] > cap * (1 + ROUND) + k->slack) continue;
            if (k->gb[s] < cap * (1 - ROUND) - k->slack ||
                holds_at_most(k, k->who_left[k->first[c] + s], o, (i64)u))
                k->fallen[fallen++] = (i32)s;
        }
        if (!fallen) return;
        for (i64 f = 0; f < fallen; f++) impoverish(k, c, k->fallen[f], o, &rich, &voters);
    }
}

static double rho_of(const Kernel *k, i64 c, const Offer *o) {
    return o->price / (double)k->e.factor[c];
}

/* -1, 0, 1 as rho of offer a for c is below, at or above that of offer b for d. */
static int compare_rho(Kernel *k, i64 c, const Offer *a, i64 d, const Offer *b) {
    double x = rho_of(k, c, a), y = rho_of(k, d, b);
    if (x * (1 + ROUND) < y) return -1;
    if (y * (1 + ROUND) < x) return 1;
    memcpy(k->x, a->missing, (size_t)k->len * sizeof(u64));
    memcpy(k->y, b->missing, (size_t)k->len * sizeof(u64));
    times(k->x, k->len, (u64)b->weight);
    times(k->x, k->len, (u64)k->e.factor[d]);
    times(k->y, k->len, (u64)a->weight);
    times(k->y, k->len, (u64)k->e.factor[c]);
    return compare(k->x, k->y, k->len);
}

/* ---- one stage ---- */

/* Of the tied, the one that goes first: see ties.Order. */
static i64 first_of(const Kernel *k) {
    i64 winner = -1;
    for (i64 t = 0; t < k->ties; t++) {
        i64 c = k->tied[t], behind = 0;
        for (i64 r = 0; r < k->ties && k->e.group[c]; r++) {
            i64 d = k->tied[r];
            behind |= k->e.group[d] == k->e.group[c] && k->e.precedence[d] < k->e.precedence[c];
        }
        if (!behind && (winner < 0 || k->e.rank[c] < k->e.rank[winner])) winner = c;
    }
    return winner;
}

static i64 lowest(const Kernel *k, double *rho) {
    i64 found = -1;
    for (i64 c = 0; c < k->e.projects; c++) {
        if (!k->alive[c] || k->offered[c]) continue;
        double r = k->bound[c] / (double)k->e.factor[c] * (1 - ROUND);
        if (found < 0 || r < *rho) { found = c; *rho = r; }
    }
    return found;
}

/* The project with the least rho, its offer in k->best; -1 when none can be paid. */
static i64 cheapest(Kernel *k) {
    double least = INFINITY, rho = 0;
    i64 held_by = -1;
    k->ties = 0;
    memset(k->tight, 0, (size_t)k->e.projects);
    memset(k->offered, 0, (size_t)k->e.projects);
    for (;;) {
        i64 c = lowest(k, &rho);
        if (c < 0 || rho > least) break;
        if (!k->tight[c]) {
            k->tight[c] = 1;
            double limit = least * (double)k->e.factor[c] * (1 + ROUND);
            if (!tighten(k, c, limit)) k->alive[c] = 0;
            continue;
        }
        k->offered[c] = 1;
        price(k, c, &k->trial);
        k->bound[c] = fmax(k->bound[c], k->trial.price * (1 - ROUND));
        int order = held_by < 0 ? -1 : compare_rho(k, c, &k->trial, held_by, &k->best);
        if (order <= 0) {
            if (order < 0) {
                Offer swap = k->best;
                k->best = k->trial;
                k->trial = swap;
                held_by = c;
                k->ties = 0;
                least = rho_of(k, c, &k->best) * (1 + ROUND);
            }
            k->tied[k->ties++] = (i32)c;
        }
    }
    if (held_by < 0) return -1;
    i64 winner = first_of(k);
    if (winner != held_by) price(k, winner, &k->best);
    return winner;
}

/* Class i runs out: what it gained and was counted for goes out of the sums. */
static void leave(Kernel *k, i64 i) {
    i64 many = k->e.many[i], from = k->e.ends[i], to = k->e.ends[i + 1];
    for (i64 p = from; p < to; p++) k->voters_left[k->column[p]] -= many;
    for (i64 p = from; p < to; p++) {
        i32 j = k->slot[k->column[p]];
        if (j < 0) continue;
        i64 *row = k->overlap + j * k->e.projects, units = many * units_at(k, p);
        for (i64 q = from; q < to; q++) row[k->column[q]] -= units;
    }
}

/* Charges the supporters of c what k->best asks, and keeps the sums for the books if asked. */
static void charge(Kernel *k, i64 c, int books) {
    Offer *o = &k->best;
    i64 n = gather(k, c), m = k->e.projects, *row = k->overlap + k->made * m;
    for (i64 f = 0; f < o->poors; f++) {
        i64 i = o->poor[f];
        k->cell[i].balance = 0;
        k->cell[i].many = -1;
        if (books) leave(k, i);
    }
    if (books) memset(row, 0, (size_t)m * sizeof(i64));
    for (i64 s = 0; s < n; s++) {
        i64 i = k->who_left[k->first[c] + s];
        if (k->cell[i].many < 0) continue;
        double u = k->unit ? k->gu[s] : 1.0, after = k->gb[s] - o->price * u;
        k->cell[i].balance = after > 0 ? after : 0;
        if (!books) continue;
        i64 units = (i64)(k->gm[s] * u);
        for (i64 p = k->e.ends[i]; p < k->e.ends[i + 1]; p++) row[k->column[p]] += units;
    }
    k->price[k->made] = o->price;
    k->slack += k->step;
    i64 before = k->made++;
    times(k->D, k->len, (u64)o->weight);
    times(k->B, k->len, (u64)o->weight);
    for (i64 j = 0; j < before; j++) times(k->P + j * k->capacity, k->len, (u64)o->weight);
    u64 *own = k->P + before * k->capacity;
    memset(own, 0, (size_t)k->capacity * sizeof(u64));
    memcpy(own, o->missing, (size_t)k->len * sizeof(u64));
    k->slot[c] = (i32)before;
    i64 used = limbs(k->D, k->len), b = limbs(k->B, k->len);
    if (b > used) used = b;
    for (i64 j = 0; j <= before; j++) {
        i64 l = limbs(k->P + j * k->capacity, k->len);
        if (l > used) used = l;
    }
    i64 len = used + 4 < k->capacity ? used + 4 : k->capacity;
    for (i64 l = k->len; l < len; l++) k->best.missing[l] = k->trial.missing[l] = 0;
    k->len = len;
    for (i64 d = 0; d < k->e.projects; d++)
        if (d == c || (k->e.group[c] && k->e.group[d] == k->e.group[c]))
            k->alive[d] = k->open[d] = 0;
}

static void begin(Kernel *k, i64 numerator, i64 denominator) {
    i64 m = k->e.projects, n = k->e.classes, cap = k->capacity;
    size_t wide = (size_t)cap * sizeof(u64);
    memcpy(k->who_left, k->who, (size_t)k->first[m] * sizeof(i32));
    if (k->unit) memcpy(k->unit_left, k->unit, (size_t)k->first[m] * sizeof(double));
    memset(k->D, 0, wide);
    memset(k->B, 0, wide);
    memset(k->best.missing, 0, wide);
    memset(k->trial.missing, 0, wide);
    for (i64 j = 0; j < k->made; j++) memset(k->P + j * cap, 0, wide);
    k->D[0] = (u64)denominator;
    k->B[0] = (u64)numerator;
    k->len = 5 < cap ? 5 : cap;
    k->made = 0;
    k->b0 = (double)numerator / (double)denominator;
    k->slack = k->step = k->b0 * 0x1p-48;
    for (i64 i = 0; i < n; i++) {
        k->cell[i].balance = k->b0;
        k->cell[i].many = (double)k->e.many[i];
    }
    for (i64 c = 0; c < m; c++) {
        k->alive[c] = k->open[c] = (flag)(k->e.taking_part[c] != 0 && k->full[c] > 0);
        k->left[c] = k->first[c + 1] - k->first[c];
        k->slot[c] = -1;
        k->voters_left[c] = k->votes[c];
        k->bound[c] = k->full[c] ? (double)k->e.cost[c] / (double)k->full[c] * (1 - ROUND) : 0;
    }
}

/* ---- the accounts of a count ---- */

/* The supporters of c who have not run out, and what they gained of each purchase. */
static i64 gained(const Kernel *k, i64 c, i64 *units) {
    for (i64 j = 0; j < k->made; j++) units[j] = k->overlap[j * k->e.projects + c];
    return k->voters_left[c];
}

static void note_drops(Kernel *k, Accounts *a) {
    i64 m = k->e.projects;
    for (i64 c = 0; c < m; c++) {
        if (!k->open[c]) continue;
        double start = (double)k->voters_left[c] * k->b0, held = start;
        for (i64 j = 0; j < k->made; j++) held -= (double)k->overlap[j * m + c] * k->price[j];
        if (held - start * (double)(k->made + 8) * ROUND > (double)k->e.cost[c]) continue;
        i64 *units = a->drop_units + a->drops * m;
        a->drop_voters[a->drops] = gained(k, c, units);
        weigh(k, k->e.cost[c], a->drop_voters[a->drops], units);
        if (compare(k->y, k->x, k->len) >= 0) continue;
        k->open[c] = 0;
        a->drop_project[a->drops] = c;
        a->drop_place[a->drops] = k->made;
        a->drops++;
    }
}

/* Who pays most: a class that pays all it has, or -1 for those who pay in full. */
static void note_largest(Kernel *k, Accounts *a, i64 c) {
    Offer *o = &k->best;
    i64 n = gather(k, c), most = 0, units = 0;
    i32 found = -1;
    for (i64 f = 0; f < o->poors; f++) k->cell[o->poor[f]].many *= -1; /* marks them, for now */
    for (i64 s = 0; s < n; s++) {
        units = k->unit ? (i64)k->gu[s] : 1;
        if (k->cell[k->who_left[k->first[c] + s]].many > 0 && units > most) most = units;
    }
    for (i64 f = 0; f < o->poors; f++) k->cell[o->poor[f]].many *= -1;
    double bar = o->price * (double)most * (1 - ROUND);
    for (i64 f = 0; f < o->poors; f++)
        bar = fmax(bar, k->cell[o->poor[f]].balance - k->slack);
    u64 *best = k->trial.missing; /* free now */
    memset(best, 0, (size_t)k->len * sizeof(u64));
    add_times(best, o->missing, k->len, (u64)most); /* over D * weight */
    for (i64 f = 0; f < o->poors; f++) {
        i32 i = o->poor[f];
        if (k->cell[i].balance + k->slack < bar) continue;
        paid_before(k, i);
        memcpy(k->y, k->B, (size_t)k->len * sizeof(u64));
        subtract(k->y, k->z, k->len);
        times(k->y, k->len, (u64)o->weight);
        if (compare(k->y, best, k->len) <= 0) continue;
        memcpy(best, k->y, (size_t)k->len * sizeof(u64));
        found = i;
    }
    a->largest_class[k->made] = found;
    a->largest_units[k->made] = most;
}

static void note_purchase(Kernel *k, Accounts *a, i64 c) {
    i64 m = k->e.projects, j = k->made;
    const Offer *o = &k->best;
    a->weight[j] = o->weight;
    a->poor_voters[j] = o->poor_voters;
    memcpy(a->poor_units + j * m, o->poor_units, (size_t)m * sizeof(i64));
    a->held_voters[j] = gained(k, c, a->held_units + j * m);
    a->emptied[j] = 0;
    for (i64 f = 0; f < o->poors; f++) a->emptied[j] += k->e.many[o->poor[f]];
    a->had_nothing[j] = k->votes[c] - a->held_voters[j];
    memset(a->tied + j * m, 0, (size_t)m * sizeof(i64));
    for (i64 t = 0; t < k->ties; t++)
        if (k->tied[t] != c) a->tied[j * m + k->tied[t]] = 1;
    if (k->unit) note_largest(k, a, c);
    else { a->largest_class[j] = -1; a->largest_units[j] = 1; }
}

/* A whole count at numerator / denominator each. Only a->order is written unless `books`;
   all vectors have room for every project, tables for every project squared. */
void shares_count(Kernel *k, i64 numerator, i64 denominator, i64 books, Accounts *a) {
    begin(k, numerator, denominator);
    a->drops = 0;
    if (books) note_drops(k, a);
    for (i64 c; (c = cheapest(k)) >= 0;) {
        a->order[k->made] = c;
        if (books) note_purchase(k, a, c);
        charge(k, c, books != 0);
        if (books) note_drops(k, a);
    }
    a->made = k->made;
}
