// Names this process so that another one on the same machine can tell whether it is still alive.
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Ids of processes mean something only within one boot and one namespace (a container has its own). */
function place(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** When a process started, in clock ticks since boot: tells a process from a later one with the same number. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; the start time is the twentieth field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

export function processIdentity(pid: number = process.pid): string {
  return `${place()}|${pid}|${startOf(pid)}`;
}

/** True only when the process certainly ran here and is gone; a process elsewhere may be alive. */
export function isDeadHere(identity: string): boolean {
  const [where, pid, start] = identity.split('|');
  if (where !== place() || !pid || !start || !existsSync('/proc')) return false;
  return startOf(Number(pid)) !== start;
}
