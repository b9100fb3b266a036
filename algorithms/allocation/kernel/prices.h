/* What supporters hold together, and what a project asks of them. */

#define ROUND 0x1p-48 /* above all roundings of one comparison together */

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
