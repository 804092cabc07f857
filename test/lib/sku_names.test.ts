// Billing codes as people say them.
import { describe, expect, it } from 'vitest';
import { skuName } from '#src/lib/sku_names.ts';

describe('the name of a SKU', () => {
  it.each([
    ['JOBS_COMPUTE', 'jobs compute'],
    ['PREMIUM_JOBS_COMPUTE_(PHOTON)', 'jobs compute with Photon'],
    ['PREMIUM_JOBS_SERVERLESS_COMPUTE_US_EAST', 'serverless jobs compute'],
    ['ALL_PURPOSE_COMPUTE', 'all-purpose compute'],
    ['SQL_SERVERLESS_COMPUTE', 'serverless SQL'],
    ['SQL_CLASSIC_COMPUTE', 'classic SQL'],
    ['A_NEW_PRODUCT', 'A_NEW_PRODUCT'],
  ])('%s is %s', (sku, name) => {
    expect(skuName(sku)).toBe(name);
  });
});
