// The five instance pools of the sample account.

interface Pool {
  readonly instance_pool_id: string;
  readonly pool_name: string;
  readonly pool_instance_type: string;
  readonly min_size: number;
  readonly max_size: number;
  readonly auto_termination_mins: number;
}

export const POOLS: readonly Pool[] = [
  pool('etl-r5-2xl', 'r5.2xlarge', 4, 60, 20),
  pool('ingest-m5-xl', 'm5.xlarge', 6, 40, 15),
  pool('bi-i3-xl', 'i3.xlarge', 2, 24, 30),
  pool('gpu-g4dn', 'g4dn.xlarge', 0, 12, 10),
  pool('sandbox-shared', 'm5.2xlarge', 1, 20, 60),
];

function pool(name: string, type: string, min: number, max: number, minutes: number): Pool {
  return {
    instance_pool_id: `pool-${name}`,
    pool_name: name,
    pool_instance_type: type,
    min_size: min,
    max_size: max,
    auto_termination_mins: minutes,
  };
}

export function poolId(name: string): string {
  return `pool-${name}`;
}
