/* One count of Equal Shares: doubles prune, whole numbers of any length decide.

   The same count as purchases.py and accounts.py, which say why it is right; here is only how.
   A balance is b0 - sum of price * units over what a voter helped to buy, and 0 after they once
   paid all they had. Prices are kept over one common denominator D, so a balance, a sum of
   balances and a price are whole numbers over D or over D * weight. Beside each class stands a
   double that is off by at most `slack`. Nothing is compared in doubles that is closer than that.

   All input is checked by the caller: costs, votes and points sum to less than 2^52, and b0 is a
   fraction of two positive numbers below 2^62. */

#include "whole.h"
#include "electorate.h"
#include "prices.h"

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
