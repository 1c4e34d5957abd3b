import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { auditAnswer, auditFinding, remember } from './audit-check.ts';
import { lifeOf, checkServed } from './certificate-check.ts';
import { checkCode } from './code-check.ts';
import { checkLockfile } from './lockfile-check.ts';
import { checkPorts, listenersIn } from './ports-check.ts';
import { countEvents, judgeEvents } from './security-events.ts';

const now = Temporal.Instant.from('2026-11-26T12:00:00Z');
const hours = (count: number) => now.add({ hours: count });

it('takes only a whole report of npm audit for an answer, whatever its exit code was', () => {
  const report = (vulnerabilities: object) =>
    JSON.stringify({ vulnerabilities, metadata: { vulnerabilities: { total: Object.keys(vulnerabilities).length } } });
  assert.deepEqual(auditAnswer(report({})), { kind: 'ok' });
  assert.deepEqual(auditAnswer(report({ b: { severity: 'high' }, a: { severity: 'low' } })), {
    kind: 'vulnerable',
    grave: 1,
    slight: 1,
    packages: ['a', 'b'],
  });
  // What npm prints where the registry has no such address.
  const refused = { message: '405 Method Not Allowed', statusCode: 405, error: { summary: '' } };
  assert.deepEqual(auditAnswer(JSON.stringify(refused)), { kind: 'unknown', why: 'HTTP 405' });
  fc.assert(fc.property(fc.string(), (text) => auditAnswer(text).kind === 'unknown'));
});

it('calls an unknown audit HIGH after 72 hours, counted from the last answer, and from the first question before it', () => {
  const unknown = { kind: 'unknown', why: 'HTTP 405' } as const;
  const levelAfter = (count: number, first: { kind: 'ok' } | typeof unknown) => {
    const memory = remember(unknown, remember(first, null, now), hours(count));
    return auditFinding(unknown, memory, hours(count)).level;
  };
  for (const first of [{ kind: 'ok' } as const, unknown])
    assert.deepEqual([levelAfter(71, first), levelAfter(73, first)], ['unknown', 'error']);
});

it('reads who listens as the kernel writes it, and finds every port that is open and not expected', () => {
  const row = (address: string, port: number, state = '0A') =>
    `   0: ${address}:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 ${state} 0 0`;
  const table = [
    '  sl  local_address rem_address   st',
    row('0100007F', 5432),
    row('00000000', 8050),
    row('0A00000A', 443),
    row('00000000000000000000000001000000', 6379),
    row('00000000000000000000000000000000', 22),
    row('0000000000000000FFFF00000100007F', 8000),
    row('00000000', 9999, '01'),
  ].join('\n');
  const listeners = listenersIn(table);
  assert.deepEqual(
    listeners.map(({ address, port }) => `${address} ${port}`),
    ['127.0.0.1 5432', '0.0.0.0 8050', '10.0.0.10 443', '0:0:0:0:0:0:0:1 6379', '0:0:0:0:0:0:0:0 22', '127.0.0.1 8000'],
  );
  assert.deepEqual(
    checkPorts(listeners, [22, 443]).map(({ check, level }) => [check, level]),
    [['port 8050', 'error']],
  );
  assert.equal(checkPorts(listeners, [22, 443, 8050])[0]?.level, 'ok');
});

it('transport: TLS: tells of a certificate ever louder: at 21, 14, 7 and 2 days, and when the one served is another', () => {
  const levels = [22, 20, 13, 6, 1, -1].map((days) => lifeOf('certificate', days).level);
  assert.deepEqual(levels, ['ok', 'warning', 'warning', 'error', 'error', 'error']);
  assert.match(lifeOf('certificate', -1).says, /expired/);
  assert.match(lifeOf('certificate', 5.5).says, /5 days, less than 7/);
  assert.deepEqual(
    checkServed(60, 60.1).map(({ level }) => level),
    ['ok'],
  );
  assert.deepEqual(
    checkServed(80, 30).map(({ level }) => level),
    ['ok', 'warning'],
  );
  assert.equal(checkServed(80, null)[0]?.level, 'unknown');
});

it('finds what no package of the lockfile may be', () => {
  const lock = (change: object) =>
    JSON.stringify({ packages: { '': {}, 'node_modules/a': { integrity: 'sha512-x', ...change } } });
  const found = (change: object, scripts: object = {}) =>
    checkLockfile(lock(change), JSON.stringify({ allowScripts: scripts }), { platform: 'linux', arch: 'x64' });
  assert.equal(found({})[0]?.level, 'ok');
  assert.match(found({ resolved: 'https://elsewhere.example/a.tgz' })[0]?.says ?? '', /registry/);
  assert.match(found({ integrity: 'sha1-x' })[0]?.says ?? '', /SHA-512/);
  assert.match(found({ hasInstallScript: true })[0]?.says ?? '', /allowScripts/);
  assert.equal(found({ hasInstallScript: true }, { a: true })[0]?.level, 'ok');
  assert.equal(found({ hasInstallScript: true, cpu: ['arm64'] })[0]?.level, 'ok');
  assert.equal(checkLockfile('', '', { platform: 'linux', arch: 'x64' })[0]?.level, 'unknown');
});

const mistakes: readonly [text: string, says: RegExp][] = [
  ['await client.query(`select ${name}`)', /statement/],
  ['sql.raw(`drop table ${name}`)', /statement/],
  ['await fetch(url, { method })', /limit of time/],
  ["log.info({ text, id }, 'turn.taken')", /contact wrote/],
  [
    'db.transaction().execute(async (tx) => { const said = await brain(scene); await put(tx, said); })',
    /inside a transaction/,
  ],
];
for (const [text, says] of mistakes) {
  it(`finds source that ${says.source}`, () => {
    const [found] = checkCode([{ path: 'src/a.ts', text: `const a = 1;\n${text};` }]);
    assert.match(found?.says ?? '', says);
    assert.equal(found?.check, 'src/a.ts:2');
  });
}

it('does not call it good when there was no source to look at', () => assert.equal(checkCode([])[0]?.level, 'unknown'));

it('counts refusals by their fields, one of a request once, and not what only looks like one', () => {
  const line = (fields: object) => JSON.stringify({ timestamp: '2026-11-26T11:00:00Z', ip: '203.0.113.7', ...fields });
  const refusal = { message: 'security.unauthorized', request: 'a', status: 401 };
  const lines = [
    line(refusal),
    line({ ...refusal, route: '/webhook' }),
    line({ message: 'security.sign_in_failed', request: 'b' }),
    line({ ...refusal, request: 'c', timestamp: '2026-11-25T11:00:00Z' }),
    '{"timestamp":"2026-11-26T11:00:00Z","message":"http.slow","tookMs":401}',
    '',
  ];
  const { events, sources, routes, unreadable } = countEvents(lines, now.subtract({ hours: 24 }));
  assert.deepEqual(events, { unauthorized: 1, sign_in_failed: 1 });
  assert.deepEqual(sources, { 'unauthorized 203.0.113.7': 1, 'sign_in_failed 203.0.113.7': 1 });
  assert.deepEqual([routes, unreadable], [{ 'unauthorized /webhook': 1 }, 1]);
  const many = Array.from({ length: 20 }, (_, index) =>
    line({ message: 'security.sign_in_failed', request: String(index) }),
  );
  const found = judgeEvents(many, now.subtract({ hours: 24 }));
  assert.deepEqual(
    found.map(({ level }) => level),
    ['ok', 'warning'],
  );
  assert.equal(judgeEvents(null, now)[0]?.level, 'unknown');
  assert.match(found[1]?.fix ?? '', /203\.0\.113\.7/);
});
