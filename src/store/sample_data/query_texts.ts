// What people ask of the warehouses: patterns that repeat with other literals, and the errors they run into.
import type { Random } from '#src/lib/random.ts';
import type { Department } from './workspaces.ts';

type Pattern = (random: Random, day: string) => string;

const REGIONS = ['EMEA', 'AMER', 'APAC', 'LATAM', 'ANZ'];
const SEGMENTS = ['enterprise', 'mid_market', 'smb', 'consumer'];

const SHARED: readonly Pattern[] = [
  (r, day) =>
    `SELECT region_code, SUM(net_amount) AS revenue FROM core.gold.fact_orders WHERE order_date = '${day}' AND region_code = '${r.pick(REGIONS)}' GROUP BY region_code`,
  (r) => `SELECT * FROM core.gold.dim_product WHERE product_id = ${r.int(10000, 99999)}`,
  (r) =>
    `SELECT COUNT(*) FROM core.silver.orders WHERE order_ts >= current_timestamp() - INTERVAL ${r.pick([1, 6, 12, 24])} HOURS`,
];

const PATTERNS: Readonly<Record<Department, readonly Pattern[]>> = {
  Finance: [
    (r, day) =>
      `SELECT account_id, SUM(debit) - SUM(credit) AS balance FROM finance.gold.ledger_entries WHERE posting_date <= '${day}' AND entity = '${r.int(100, 140)}' GROUP BY account_id`,
    (r) =>
      `SELECT * FROM finance.gold.recon_breaks WHERE ABS(difference) > ${r.pick([100, 500, 1000])} ORDER BY difference DESC LIMIT 200`,
  ],
  Marketing: [
    (r, day) =>
      `SELECT campaign_id, SUM(spend), SUM(conversions) FROM marketing.gold.touchpoints WHERE event_date BETWEEN '${day}' AND '${day}' AND channel = '${r.pick(['search', 'social', 'email', 'display'])}' GROUP BY campaign_id`,
    (r) =>
      `SELECT segment, APPROX_COUNT_DISTINCT(customer_key) FROM marketing.gold.customer_360 WHERE segment = '${r.pick(SEGMENTS)}' GROUP BY segment`,
  ],
  Product: [
    (r, day) =>
      `SELECT event_name, COUNT(DISTINCT user_id) FROM product.silver.events WHERE event_date = '${day}' AND platform = '${r.pick(['ios', 'android', 'web'])}' GROUP BY event_name ORDER BY 2 DESC`,
    (r) =>
      `SELECT variant, AVG(ctr) FROM product.gold.experiment_readout WHERE experiment_id = 'exp_${r.int(110, 190)}' GROUP BY variant`,
  ],
  'Data Platform': [
    (r) =>
      `MERGE INTO core.gold.dim_product t USING core.silver.products s ON t.product_id = s.product_id AND s.batch_id = ${r.int(5000, 9000)} WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *`,
    (_r, day) =>
      `INSERT INTO core.gold.fact_orders SELECT * FROM core.silver.orders WHERE order_date = '${day}'`,
    (r) =>
      `OPTIMIZE core.gold.${r.pick(['fact_orders', 'dim_product', 'dim_customer'])} ZORDER BY (customer_key)`,
  ],
  Sales: [
    (r) =>
      `SELECT owner_id, stage, SUM(amount) FROM sales.silver.opportunities WHERE region_code = '${r.pick(REGIONS)}' AND close_quarter = '2026Q${r.int(2, 4)}' GROUP BY owner_id, stage`,
    (r) => `SELECT rep, quota, attained FROM sales.gold.quota WHERE rep_id = ${r.int(200, 420)}`,
  ],
  'Supply Chain': [
    (r) =>
      `SELECT sku_id, on_hand, days_of_cover FROM supply.gold.inventory_snapshot WHERE warehouse_code = 'W${r.int(10, 48)}' AND days_of_cover < ${r.int(3, 14)}`,
    (_r, day) =>
      `SELECT carrier, AVG(delay_hours) FROM supply.silver.shipments WHERE ship_date = '${day}' GROUP BY carrier`,
  ],
  Risk: [
    (r) =>
      `SELECT desk, SUM(var_99) FROM risk.gold.var_results WHERE desk = '${r.pick(['rates', 'fx', 'credit', 'equities'])}' GROUP BY desk`,
    (r) =>
      `SELECT * FROM risk.silver.card_auths WHERE score > 0.${r.int(85, 98)} AND merchant_id = ${r.int(1000, 9999)} LIMIT 500`,
  ],
  'Customer Support': [
    (r) => `SELECT * FROM support.gold.ticket_facts WHERE ticket_id = ${r.int(700000, 989999)}`,
    (r, day) =>
      `SELECT queue, COUNT(*), AVG(first_reply_mins) FROM support.gold.ticket_facts WHERE created_date = '${day}' AND queue = '${r.pick(['billing', 'delivery', 'returns', 'tech'])}' GROUP BY queue`,
  ],
};

/** A person repeats few questions: the pattern is skewed to the first ones of the team. */
export function queryText(team: Department, day: string, random: Random): string {
  const own = PATTERNS[team];
  const pattern = random.chance(0.78)
    ? own[Math.floor(random.next() * random.next() * own.length)]!
    : random.pick(SHARED);
  return pattern(random, day);
}

const ERRORS: readonly Pattern[] = [
  (r) =>
    `[TABLE_OR_VIEW_NOT_FOUND] The table or view \`${r.pick(['tmp', 'scratch', 'core.silver'])}\`.\`orders_${r.int(1, 9)}\` cannot be found`,
  (r) =>
    `[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column with name \`${r.pick(['amt', 'custmer_key', 'regoin', 'orderdate'])}\` cannot be resolved`,
  () => '[PARSE_SYNTAX_ERROR] Syntax error at or near end of input',
  () => '[INSUFFICIENT_PERMISSIONS] Insufficient privileges: user does not have permission SELECT on table',
  () => 'Query was cancelled by the user',
];

export function queryError(random: Random, day: string): string {
  return random.pick(ERRORS)(random, day);
}
