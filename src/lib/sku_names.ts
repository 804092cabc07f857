// Billing SKUs as people say them: the code of a price list is no name.

/** Parts of SKU codes, the longest first where one contains another; a code that matches none is shown as it is. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/JOBS_SERVERLESS|SERVERLESS_JOBS/, 'serverless jobs compute'],
  [/JOBS_LIGHT/, 'light jobs compute'],
  [/JOBS.*PHOTON/, 'jobs compute with Photon'],
  [/JOBS/, 'jobs compute'],
  [/ALL_PURPOSE.*SERVERLESS|INTERACTIVE_SERVERLESS/, 'serverless notebook compute'],
  [/ALL_PURPOSE.*PHOTON/, 'all-purpose compute with Photon'],
  [/ALL_PURPOSE/, 'all-purpose compute'],
  [/SERVERLESS_SQL|SQL_SERVERLESS/, 'serverless SQL'],
  [/SQL_PRO/, 'pro SQL'],
  [/SQL/, 'classic SQL'],
  [/DLT|PIPELINES/, 'pipelines'],
  [/MODEL_SERVING|SERVERLESS_REAL_TIME_INFERENCE/, 'model serving'],
  [/VECTOR_SEARCH/, 'vector search'],
  [/STORAGE/, 'storage'],
];

/** 'JOBS_COMPUTE_PHOTON' -> 'jobs compute with Photon'. */
export function skuName(sku: string): string {
  return NAMES.find(([pattern]) => pattern.test(sku.toUpperCase()))?.[1] ?? sku;
}
