import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { codeOf } from '../platform/fault.ts';

/** How full a disk is, from 0 to 100, counting what is kept for root as taken; `null`: it cannot be read. */
export async function diskPercent(folder: string): Promise<{ percent: number; freeBytes: number } | null> {
  try {
    const { blocks, bfree, bavail, bsize } = await statfs(folder);
    const used = blocks - bfree;
    return { percent: (100 * used) / (used + bavail), freeBytes: bavail * bsize };
  } catch (error) {
    if (codeOf(error) !== '') return null;
    throw error;
  }
}

/** What the container may use, or else the host. Bytes. */
export async function memory(): Promise<{ usedBytes: number; totalBytes: number }> {
  const [limit, current] = await Promise.all([numberIn('/sys/fs/cgroup/memory.max'), numberIn(memoryCurrent)]);
  if (limit !== null && current !== null && limit < totalmem()) {
    // What the kernel only caches it gives back when asked.
    const cached = await fieldIn('/sys/fs/cgroup/memory.stat', /^inactive_file (\d+)$/m);
    return { usedBytes: Math.max(0, current - (cached ?? 0)), totalBytes: limit };
  }
  const available = await fieldIn('/proc/meminfo', /^MemAvailable:\s+(\d+) kB$/m);
  const free = available === null ? freemem() : available * 1024;
  return { usedBytes: totalmem() - free, totalBytes: totalmem() };
}

const memoryCurrent = '/sys/fs/cgroup/memory.current';

/** Processor time that was used since boot or the container's start, and how many processors it may use at once. */
export type CpuReading = { readonly usedMs: number; readonly atMs: number; readonly processors: number };

/** One reading; the load between two of them is `cpuPercent`. */
export async function cpu(nowMs: number): Promise<CpuReading> {
  const [used, quota] = await Promise.all([
    fieldIn('/sys/fs/cgroup/cpu.stat', /^usage_usec (\d+)$/m),
    textIn('/sys/fs/cgroup/cpu.max'),
  ]);
  const [, limit, period] = /^(\d+) (\d+)/.exec(quota ?? '') ?? [];
  if (used !== null && limit && period)
    return { usedMs: used / 1000, atMs: nowMs, processors: Number(limit) / Number(period) };
  const usedMs = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { usedMs, atMs: nowMs, processors: availableParallelism() };
}

/** From 0 to 100; `null` when no time has passed between the two. */
export function cpuPercent(before: CpuReading, after: CpuReading): number | null {
  const passedMs = (after.atMs - before.atMs) * after.processors;
  return passedMs <= 0 ? null : Math.min(100, Math.max(0, (100 * (after.usedMs - before.usedMs)) / passedMs));
}

/** Bytes since boot, over all interfaces but loopback; `null`: this system does not say. */
export async function network(): Promise<{ sentBytes: number; receivedBytes: number } | null> {
  const text = await textIn('/proc/net/dev');
  if (text === null) return null;
  const rows = [...text.matchAll(/^\s*(\S+):\s+(.+)$/gm)].filter(([, name]) => name !== 'lo');
  const sum = (column: number) =>
    rows.reduce((total, [, , counts = '']) => total + Number(counts.trim().split(/\s+/)[column] ?? 0), 0);
  return { receivedBytes: sum(0), sentBytes: sum(8) };
}

async function textIn(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) !== '') return null;
    throw error;
  }
}

async function fieldIn(path: string, pattern: RegExp): Promise<number | null> {
  const found = pattern.exec((await textIn(path)) ?? '')?.[1];
  return found === undefined ? null : Number(found);
}

async function numberIn(path: string): Promise<number | null> {
  const text = (await textIn(path))?.trim() ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
}
