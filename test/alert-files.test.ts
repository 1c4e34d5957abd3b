import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, it } from 'node:test';
import type { Alert, Rule } from '../src/insight/alert.ts';
import { look } from '../src/insight/alert-state.ts';
import { rules } from '../src/insight/alerts.ts';
import { noReadings } from '../src/insight/readings.ts';
import { annotationsOf, current, made } from './alert-files.ts';
import { chanceFrom } from '../src/platform/chance.ts';

const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const promtool = (...args: string[]) => spawnSync('promtool', args, { encoding: 'utf8' });
const absent = promtool('--version').error ? 'promtool is not installed (Debian: prometheus)' : false;

it('has rules for Prometheus, routes and a guide that are made of the newest rules', () => {
  for (const [path, text] of Object.entries(made())) assert.equal(current(path), text, `${path}: npm run alerts`);
});

const seed = 20_261_127;
const lookSeconds = 10;
const looks = 90;
/** Of about 38 series each: `ALERT_GROUPS=27` compares a thousand. */
const groups = Number(process.env['ALERT_GROUPS'] ?? 2);

/** Readings of one rule, mostly on one side of its limit for a while, as outages are. */
function readingsOf({ limit }: Rule, chance: () => number): number[] {
  const edge = 'above' in limit ? limit.above : limit.below;
  let broken = chance() < 0.5;
  return Array.from({ length: looks }, () => {
    if (chance() < 0.12) broken = !broken;
    const isHigh = 'above' in limit === broken;
    return isHigh ? edge + Math.round(chance() * 10) : edge - 1 - Math.round(chance() * 10);
  });
}

/** At which looks the rule fires, by our own evaluator. */
function firingAt(rule: Rule, readings: readonly number[]): boolean[] {
  let alerts: readonly Alert[] = [];
  return readings.map((value, index) => {
    const now = Temporal.Instant.fromEpochMilliseconds(index * lookSeconds * 1000);
    const situation = { rules: [rule], readings: { ...noReadings, [rule.reading]: value }, silences: [], now };
    alerts = look(alerts, { ...situation, newId: () => `alert ${index}` }).alerts;
    return alerts.some(({ state }) => state === 'firing');
  });
}

it('fires and resolves at the same looks as Prometheus does by the rules made for it', { skip: absent }, (test) => {
  const chance = chanceFrom(seed);
  let compared = 0;
  // Rules that share a reading share its series: each group takes one rule of each reading.
  const byReading = [...Map.groupBy(rules, ({ reading }) => reading).values()];
  const tests = Array.from({ length: groups }, (_, round) => {
    const chosen = byReading.flatMap((shared) => shared.slice(round % shared.length, (round % shared.length) + 1));
    const series = chosen.map((rule) => ({ rule, readings: readingsOf(rule, chance) }));
    compared += series.length;
    return {
      interval: `${lookSeconds}s`,
      input_series: series.map(({ rule, readings }) => ({
        series: `whats_agent_reading{name="${rule.reading}"}`,
        values: readings.join(' '),
      })),
      alert_rule_test: series.flatMap(({ rule, readings }) => {
        const { severity, category } = rule;
        const fires = firingAt(rule, readings);
        const alert = { exp_labels: { severity, category }, exp_annotations: annotationsOf(rule) };
        return fires.flatMap((isFiring, index) => {
          // Where it changes, and the look before: what lies between is the same.
          const isEdge = index > 0 && (fires[index - 1] !== isFiring || fires[index + 1] !== isFiring);
          return isEdge
            ? [{ eval_time: `${index * lookSeconds}s`, alertname: rule.name, exp_alerts: isFiring ? [alert] : [] }]
            : [];
        });
      }),
    };
  });
  const file = join(folder, 'test.yml');
  writeFileSync(
    file,
    JSON.stringify({
      rule_files: [resolve('deploy/prometheus/rules.yml')],
      evaluation_interval: `${lookSeconds}s`,
      tests,
    }),
  );
  const { status, stdout, stderr } = promtool('test', 'rules', file);
  assert.equal(status, 0, (stdout + stderr).slice(0, 4_000));
  test.diagnostic(`${compared} series, seed ${seed}`);
});
