import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { coolDownMinutes, type Alert, type Rule } from './alert.ts';
import { look, type Silence, type Telling } from './alert-state.ts';
import { rules } from './alerts.ts';
import { noReadings, type Readings } from './readings.ts';

const start = Temporal.Instant.from('2026-11-26T09:00:00-03:00');
const calm = noReadings;
const unknownBut = (known: Partial<Readings>): Readings => ({ ...noReadings, ...known });

const named = (name: string): Rule => rules.find((rule) => rule.name === name) ?? assert.fail(name);

/** Looks every ten seconds for so many minutes, at what the readings are in each minute; collects what was told. */
function play(
  minutes: number,
  readingsAt: (second: number) => Readings,
  more: { silences?: readonly Silence[]; acknowledgeAt?: number; only?: readonly Rule[] } = {},
): { told: { second: number; telling: Telling }[]; alerts: readonly Alert[] } {
  let alerts: readonly Alert[] = [];
  const told: { second: number; telling: Telling }[] = [];
  let ids = 0;
  for (let second = 0; second <= minutes * 60; second += 10) {
    if (second === more.acknowledgeAt)
      alerts = alerts.map((alert) => (alert.state === 'firing' ? { ...alert, state: 'acknowledged' } : alert));
    const now = start.add({ seconds: second });
    const result = look(alerts, {
      rules: more.only ?? rules,
      readings: readingsAt(second),
      silences: more.silences ?? [],
      now,
      newId: () => `alert-${(ids += 1)}`,
    });
    alerts = result.alerts;
    told.push(...result.tellings.map((telling) => ({ second, telling })));
  }
  return { told, alerts };
}

const kinds = (told: readonly { second: number; telling: Telling }[]) =>
  told.map(({ second, telling }) => `${second} ${telling.kind} ${telling.alert.rule} ${telling.step}`);

describe('an alert', () => {
  it('fires after its time, goes up the chain at 0, 3, 6 and 10 minutes, again after 15, and is over after two good looks', () => {
    const { told } = play(40, (second) => unknownBut({ databaseDown: second < 1800 ? 1 : 0 }));
    assert.deepEqual(kinds(told), [
      '20 fired database_down 0',
      '200 escalated database_down 1',
      '380 escalated database_down 2',
      '620 escalated database_down 3',
      '1520 reminded database_down 3',
      '1810 resolved database_down 3',
    ]);
  });

  it('is not told again once somebody has acknowledged it, but that it is over is told', () => {
    const { told } = play(60, (second) => unknownBut({ databaseDown: second < 3000 ? 1 : 0 }), { acknowledgeAt: 100 });
    assert.deepEqual(kinds(told), ['20 fired database_down 0', '3010 resolved database_down 0']);
  });

  it('does not fire when it lasts too short, and neither begins nor ends by what is unknown', () => {
    assert.deepEqual(play(5, (second) => unknownBut({ databaseDown: second === 60 ? 1 : 0 })).told, []);
    assert.deepEqual(play(60, () => calm).told, []);
    const { alerts } = play(10, (second) => (second < 120 ? unknownBut({ databaseDown: 1 }) : calm));
    assert.equal(alerts[0]?.state, 'firing');
  });

  it('keeps quiet about its consequences, and tells of those that stay when it is over', () => {
    const { told } = play(20, (second) =>
      unknownBut({ databaseDown: second < 600 ? 1 : 0, workerSilentSeconds: second > 60 ? 100 : 0 }),
    );
    const tales = kinds(told);
    assert(!tales.some((tale) => Number.parseInt(tale, 10) < 600 && tale.includes('worker_silent')), tales.join('\n'));
    assert(
      tales.some((tale) => tale.includes('fired worker_silent')),
      tales.join('\n'),
    );
  });

  it('is silent in a silence, and not a second longer', () => {
    const silence = { rule: 'database_down', startsAt: start, endsAt: start.add({ minutes: 10 }) };
    const { told } = play(15, () => unknownBut({ databaseDown: 1 }), { silences: [silence] });
    assert.equal(kinds(told)[0], '600 fired database_down 0');
  });

  it('that flaps is told of at most once in each cool-down', () => {
    const only = [named('disk_full')];
    const flapping = (second: number) => unknownBut({ diskPercent: second % 60 < 30 ? 99 : 10 });
    const fired = play(60, flapping, { only }).told.filter(({ telling }) => telling.kind !== 'resolved');
    assert(fired.length >= 1 && fired.length <= 60 / coolDownMinutes.critical + 1, kinds(fired).join('\n'));
  });
});

describe('whatever the readings are', () => {
  const series = fc.array(fc.constantFrom(0, 1, null), { minLength: 1, maxLength: 120 });
  const only = [named('database_down'), named('token_refused')];
  const at = (list: readonly (number | null)[], second: number) => {
    const value = list[Math.floor(second / 10) % list.length] ?? null;
    return value === null ? calm : unknownBut({ databaseDown: value, tokenRefused: value });
  };

  it('nothing is told that did not last, no end is told without its beginning, and no two ends follow each other', () => {
    fc.assert(
      fc.property(series, (list) => {
        const { told } = play(30, (second) => at(list, second), { only });
        for (const { name, forSeconds } of only) {
          const own = told.filter(({ telling }) => telling.alert.rule === name);
          let open = false;
          for (const { telling } of own) {
            const { firedAt, since } = telling.alert;
            assert(firedAt && since.until(firedAt).total('seconds') >= forSeconds);
            assert(telling.kind !== 'resolved' || open, 'an end without a beginning');
            open = telling.kind !== 'resolved';
          }
        }
      }),
    );
  });

  it('one rule has one alert, and the same looks have the same end', () => {
    fc.assert(
      fc.property(series, (list) => {
        const [one, two] = [play(20, (second) => at(list, second)), play(20, (second) => at(list, second))];
        assert.equal(new Set(one.alerts.map(({ rule }) => rule)).size, one.alerts.length);
        assert.deepEqual(kinds(one.told), kinds(two.told));
      }),
    );
  });
});

it('has for every rule causes that exist, no rule that causes itself, and a reading', () => {
  assert(rules.length > 30, `only ${rules.length} rules`);
  const names = new Set(rules.map(({ name }) => name));
  assert.equal(names.size, rules.length);
  for (const { name, causedBy } of rules)
    for (const cause of causedBy) assert(names.has(cause) && cause !== name, `${name} by ${cause}`);
});
