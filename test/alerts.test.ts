import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, it } from 'node:test';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { openApi } from '../src/api.ts';
import type { Channels } from '../src/insight/channels.client.ts';
import { acknowledgeUrl } from '../src/insight/link.ts';
import { Monitor } from '../src/insight/monitor.job.ts';
import type { Contact } from '../src/insight/notification.ts';
import { reader } from '../src/insight/readings.job.ts';
import { noReadings, type Readings } from '../src/insight/readings.ts';
import { openDb, type Db } from '../src/platform/db.ts';
import { openLog } from '../src/platform/log.ts';
import { Secret } from '../src/platform/secret.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { demoConfig, freePort } from './stack.ts';

const { db, url } = await testDatabase();
const key = 'a key of the operators';
const config = await demoConfig(url, { OPERATOR_KEY: key });
const api = await openApi(config, url, openLog('silent'));
after(() => api.close());

const chain: Contact[] = ['0001', '0002', '0003', '0004'].map((digits) => ({
  name: digits,
  phone: `+551155500${digits.slice(1)}`,
  email: null,
}));

/** A real receiver of HTTP: what it was sent, and what it answers. */
async function receiver() {
  const got: string[] = [];
  const state = { status: 200 };
  const server = createServer((request, response) => {
    const form = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    let body = '';
    request.on('data', (bytes) => (body += String(bytes)));
    request.on('end', () => {
      if (state.status < 300) got.push(form ? decodeURIComponent(body.replaceAll('+', ' ')) : body);
      response.writeHead(state.status).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  const address = server.address();
  return { got, state, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/` };
}

/** A real SMTP server. */
async function postOffice(): Promise<{ got: string[]; url: Secret }> {
  const got: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      let mail = '';
      stream.on('data', (bytes) => (mail += String(bytes)));
      stream.on('end', () => (got.push(mail), done()));
    },
  });
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  after(() => server.close());
  return { got, url: new Secret(`smtp://127.0.0.1:${port}`) };
}

async function desk(more: { db?: Db; readings?: (second: number) => Partial<Readings>; smtpDown?: boolean } = {}) {
  // What an earlier test left would go on here.
  await sql`delete from alerts`.execute(db);
  await sql`delete from notifications`.execute(db);
  const [slack, sms, mail] = [await receiver(), await receiver(), await postOffice()];
  const channels: Channels = {
    slack: { url: new Secret(slack.url) },
    email: {
      smtp: more.smtpDown ? new Secret('smtp://127.0.0.1:1') : mail.url,
      from: 'a@example.com',
      to: ['b@example.com'],
    },
    sms: { url: sms.url, account: 'AC1', token: new Secret('token'), from: '+15005550006' },
  };
  const start = Temporal.Now.instant();
  const time = { second: 0 };
  const clock = () => start.add({ seconds: time.second });
  const deps = {
    db: more.db ?? db,
    log: openLog('silent'),
    clock,
    newId: randomUUID,
    read: async () => ({ ...noReadings, databaseDown: 0, ...more.readings?.(time.second) }),
    channels,
    chain: () => chain,
    link: ({ id }: { id: string }) => acknowledgeUrl(`http://127.0.0.1:${config.PORT}`, key, id),
  };
  return {
    slack,
    sms,
    mail,
    deps,
    /** Looks every ten seconds, for so long. */
    async run(seconds: number, monitor: Monitor) {
      for (const end = time.second + seconds; time.second < end; time.second += 10) await monitor.look();
    },
  };
}

it('tells of a database that is gone within a minute, without a database', async () => {
  const gone = openDb(new Secret('postgres://nobody@127.0.0.1:1/none'), 2);
  after(gone.close);
  const own = await desk({ db: gone.db });
  const read = reader({
    db: gone.db,
    clock: own.deps.clock,
    elapsed: () => performance.now(),
    dayTokens: 1000,
    folders: ['.'],
    isServed: async () => true,
    backupHours: async () => null,
    drillDays: async () => null,
    auditUnknownHours: () => null,
    tokenDays: async () => null,
    certificateDays: async () => null,
    spending: async () => ({}),
  });
  await own.run(60, new Monitor({ ...own.deps, read }));
  assert.equal(own.slack.got.filter((text) => text.includes('banco de dados')).length, 1);
  assert.equal(own.mail.got.length, 1);
  assert.equal(own.sms.got.length, 1);
  assert.match(own.sms.got[0] ?? '', /To= ?551155500001|To=\+551155500001/);
});

it('goes to the next medium within the same look when Slack answers 500, and tells that Slack fails', async () => {
  const own = await desk({ readings: () => ({ diskPercent: 97 }) });
  own.slack.state.status = 500;
  await own.run(40, new Monitor(own.deps));
  assert.equal(own.slack.got.length, 0);
  const mails = own.mail.got.map((mail) => mail.replaceAll(/=\r\n/g, ''));
  assert(
    mails.some((mail) => mail.includes('Um canal de alertas') || /canal_de_alertas|canal de alertas/.test(mail)),
    mails.join('\n'),
  );
  own.slack.state.status = 200;
  await own.run(200, new Monitor(own.deps));
  assert(
    own.slack.got.some((text) => text.includes('Disco acima de 95')),
    'Slack was told when it came back',
  );
});

it('tells on Slack when the mail server is down', async () => {
  const own = await desk({ readings: () => ({ memoryPercent: 99 }), smtpDown: true });
  await own.run(120, new Monitor(own.deps));
  assert(own.slack.got.some((text) => text.includes('Memória acima de 95')));
  assert(own.slack.got.some((text) => text.includes('canal de alertas')));
});

it('calls the next in the chain until somebody opens the link and takes it; a link that is not ours takes nothing', async () => {
  const own = await desk({ readings: (second) => ({ tokenRefused: second < 1500 ? 1 : 0 }) });
  const monitor = new Monitor(own.deps);
  await own.run(60 + 10 + 200, monitor);
  assert.deepEqual(
    own.sms.got.map((text) => /55115550000(\d)/.exec(text)?.[1]),
    ['1', '2'],
  );
  const link = /http:\/\/127\.0\.0\.1\S+\?sign=[\w-]+/.exec(own.slack.got[0] ?? '')?.[0] ?? '';
  assert.equal((await fetch(link.replace(/sign=...../, 'sign=AAAAA'), { method: 'POST' })).status, 404);
  assert.match(await (await fetch(link)).text(), /Assumir/);
  await own.run(20, monitor);
  const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' };
  assert.match(await (await fetch(link, form)).text(), /✅/);
  await own.run(900, monitor);
  assert.equal(own.sms.got.length, 2, 'nobody else was called');
  await own.run(600, monitor);
  assert(own.slack.got.some((text) => text.includes('RESOLVIDO')));
});

it('is not told again by a monitor that takes over, and keeps what the other had not delivered', async () => {
  const own = await desk({ readings: () => ({ diskPercent: 90 }) });
  own.slack.state.status = 500;
  await own.run(90, new Monitor(own.deps));
  const mails = () => own.mail.got.filter((mail) => mail.replaceAll(/=\r\n/g, '').includes('Disk above 85')).length;
  assert.equal(mails(), 1);
  own.slack.state.status = 200;
  await own.run(300, new Monitor(own.deps));
  assert.equal(own.slack.got.filter((text) => text.includes('Disco acima de 85')).length, 1);
  assert.equal(mails(), 1, 'the mail was not sent twice');
});
