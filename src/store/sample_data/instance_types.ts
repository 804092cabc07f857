// The machines of the sample account: size, DBU rate and how often AWS takes them back. Rates are illustrative.

export interface InstanceType {
  readonly name: string;
  /** 'm5', 'r5', 'g5' ...: what spot capacity depends on. */
  readonly family: string;
  readonly vcpus: number;
  readonly memoryGb: number;
  readonly dbuPerHour: number;
  /** On-demand EC2 dollars per hour; spot prices are a share of it. EC2 is not part of total_cost. */
  readonly ec2PerHour: number;
}

type Line = readonly [name: string, vcpus: number, memoryGb: number, dbuPerHour: number, ec2PerHour: number];

const LINES: readonly Line[] = [
  ['m5.large', 2, 8, 0.35, 0.096],
  ['m5.xlarge', 4, 16, 0.69, 0.192],
  ['m5.2xlarge', 8, 32, 1.37, 0.384],
  ['m5.4xlarge', 16, 64, 2.74, 0.768],
  ['m5.8xlarge', 32, 128, 5.48, 1.536],
  ['m5d.2xlarge', 8, 32, 1.37, 0.452],
  ['r5.xlarge', 4, 32, 0.9, 0.252],
  ['r5.2xlarge', 8, 64, 1.8, 0.504],
  ['r5.4xlarge', 16, 128, 3.6, 1.008],
  ['r5.8xlarge', 32, 256, 7.2, 2.016],
  ['r5.24xlarge', 96, 768, 21.6, 6.048],
  ['r5d.4xlarge', 16, 128, 3.6, 1.152],
  ['r5d.8xlarge', 32, 256, 7.2, 2.304],
  ['r5d.16xlarge', 64, 512, 14.4, 4.608],
  ['c5.2xlarge', 8, 16, 1.21, 0.34],
  ['c5.4xlarge', 16, 32, 2.43, 0.68],
  ['c5.9xlarge', 36, 72, 5.46, 1.53],
  ['c5.18xlarge', 72, 144, 10.92, 3.06],
  ['i3.xlarge', 4, 30.5, 1, 0.312],
  ['i3.2xlarge', 8, 61, 2, 0.624],
  ['i3.4xlarge', 16, 122, 4, 1.248],
  ['i3.8xlarge', 32, 244, 8, 2.496],
  ['i3.16xlarge', 64, 488, 16, 4.992],
  ['g4dn.xlarge', 4, 16, 0.71, 0.526],
  ['g4dn.12xlarge', 48, 192, 5.84, 3.912],
  ['g5.4xlarge', 16, 64, 2.43, 1.624],
  ['g5.12xlarge', 48, 192, 8.48, 5.672],
  ['rd-fleet.2xlarge', 8, 64, 1.8, 0.504],
  ['md-fleet.xlarge', 4, 16, 0.69, 0.192],
];

const INSTANCE_TYPES: ReadonlyMap<string, InstanceType> = new Map(
  LINES.map(([name, vcpus, memoryGb, dbuPerHour, ec2PerHour]) => [
    name,
    { name, family: name.split('.')[0]!, vcpus, memoryGb, dbuPerHour, ec2PerHour },
  ]),
);

export function instanceType(name: string): InstanceType {
  const found = INSTANCE_TYPES.get(name);
  if (!found) throw new Error(`unknown instance type ${name}`);
  return found;
}

/** The next larger machine of the same family, or null for the largest in use. */
export function nextLarger(type: InstanceType): InstanceType | null {
  const larger = [...INSTANCE_TYPES.values()].filter((t) => t.family === type.family && t.vcpus > type.vcpus);
  return larger.sort((a, b) => a.vcpus - b.vcpus)[0] ?? null;
}

/** Evictions per spot node-hour, by family: scarce families lose machines far more often. */
const EVICTIONS_PER_NODE_HOUR: Readonly<Record<string, number>> = {
  m5: 0.00264,
  m5d: 0.0044,
  r5: 0.00352,
  r5d: 0.00528,
  c5: 0.0077,
  i3: 0.00616,
  g4dn: 0.0154,
  g5: 0.0132,
  'rd-fleet': 0.00132,
  'md-fleet': 0.0011,
};

export function evictionRate(type: InstanceType): number {
  return EVICTIONS_PER_NODE_HOUR[type.family] ?? 0.004;
}
