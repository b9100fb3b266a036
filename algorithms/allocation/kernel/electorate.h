/* The electorate, fixed for all counts, the room to count in, and what is told of a count. */

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
