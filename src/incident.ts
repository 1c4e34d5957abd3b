import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sourcesOf } from './evidence.ts';
import { onCallOf } from './duty.ts';
import type { Guarded } from './guard.ts';
import { chainAt } from './insight/on-call.ts';
import { stampOf } from './ops/backup.ts';
import { openCompose } from './ops/compose.client.ts';
import { statusOf } from './ops/door.client.ts';
import { changedIn, gather, sealOf } from './ops/evidence.client.ts';
import { settingsIn, writeWhole } from './ops/files.client.ts';
import { chosen, incidentsIn, type Entry, type Incident } from './ops/incident.ts';
import { dayOf, momentOf, noticeDeadlines, noticeToAuthority, noticeToPeople } from './ops/notice.ts';
import { incidentFolder, readRegister, write } from './ops/register.client.ts';
import { isInstalled } from './place.ts';
import { wrong } from './platform/fault.ts';
import type { Print } from './stack.ts';

/** What was typed beside the verb. */
export type IncidentOptions = {
  readonly by: string;
  readonly reason?: string;
  readonly note?: string;
  readonly undo?: boolean;
  readonly withoutEvidence?: boolean;
};
type At = Guarded & { readonly print: Print; readonly id: string | undefined; readonly options: IncidentOptions };

const verbs: Readonly<Record<string, (at: At) => Promise<void>>> = { start, collect, isolate, close, list };

/** `whats-agent security incident`: evidence first, then the door, and all of it on record. */
export async function incident(verb: string, at: At): Promise<void> {
  const act = verbs[verb];
  if (!act) throw wrong(`security incident: ${verb} is none of ${Object.keys(verbs).join(', ')}.`);
  await act(at);
}

const clock = () => Temporal.Now.instant();
const now = () => clock().toString({ smallestUnit: 'second' });
const folderOf = (root: string, id: string) => join(root, incidentFolder, id);
const of = ({ root, id }: At): Incident => chosen(incidentsIn(readRegister(root).entries), id);

function record({ root, options }: At, id: string, step: Entry['step'], says: string): void {
  write(root, { incident: id, step, at: now(), by: options.by, says });
}

async function start(at: At): Promise<void> {
  const { root, config, print, options } = at;
  const reason = options.reason?.trim() ?? '';
  if (reason === '') throw wrong('security incident start: say why with --reason "what was seen".');
  const id = `SI-${stampOf(at.now, config.LOG_TIME_ZONE).replace('_', '-')}`;
  record(at, id, 'started', reason);
  const draft = { id, knownAt: at.now };
  const notices = { 'aviso-anpd.md': noticeToAuthority(draft), 'aviso-titulares.md': noticeToPeople(draft) };
  for (const [path, text] of Object.entries(notices)) writeWhole(folderOf(root, id), { path, text, mode: 0o600 });
  print(`🚨 Incident ${id} is open since ${momentOf(at.now)}, by ${options.by}.`);
  await tellSecurity(at, id, `🚨 Incidente de segurança ${id} / security incident: ${reason}`);
  deadline(at.now).forEach(print);
  print(`Drafts of both notices: ${incidentFolder}/${id}/aviso-anpd.md, aviso-titulares.md`);
  print(`Next: whats-agent security incident collect ${id}. Stop and delete nothing before that.`);
}

/** The clock runs from the knowledge that personal data were affected: until somebody knows better, from the start. */
function deadline(knownAt: Temporal.Instant): string[] {
  const { regular, small } = noticeDeadlines(knownAt);
  return [
    `⏰ If personal data were affected: ANPD and the people by ${dayOf(regular)} (small agents: ${dayOf(small)}), Res. CD/ANPD 15/2024, arts. 6 and 9.`,
  ];
}

async function tellSecurity(at: At, id: string, text: string): Promise<void> {
  const { config, print } = at;
  const { channelsOf, tellEverywhere } = await import('./monitor.ts');
  const onCall = onCallOf(config);
  const contact = chainAt(onCall, clock())[0] ?? null;
  const security = config.SECURITY_WEBHOOK ? { slack: { url: config.SECURITY_WEBHOOK } } : {};
  const told = [
    ...(await tellEverywhere(text, security, null)).map((each) => ({ ...each, channel: 'security' })),
    ...(await tellEverywhere(text, channelsOf(config, onCall), contact)),
  ];
  for (const { channel, fault } of told)
    print(fault === null ? `✅ told: ${channel}` : `❌ not told: ${channel} (${fault})`);
  const well = told.filter(({ fault }) => fault === null).map(({ channel }) => channel);
  if (told.length === 0)
    print('❌ nobody was told: set SECURITY_WEBHOOK, or another channel of docs/guides/alerts.md.');
  if (well.length === 0 || well.length < told.length) process.exitCode = 2;
  record(at, id, 'told', well.join(', ') || 'nobody');
}

async function collect(at: At): Promise<void> {
  const { root, print } = at;
  const { id, startedAt } = of(at);
  const name = `evidence-${now().replaceAll(/[-:]/g, '')}`;
  const folder = join(folderOf(root, id), name);
  const { files, missing } = await gather(folder, await sourcesOf(at, startedAt), { incident: id, clock });
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const seal = await sealOf(folder);
  record(at, id, 'collected', `${name} ${seal}`);
  print(
    `✅ ${files.length} files, ${(bytes / 1024 ** 2).toFixed(1)} MB, in ${incidentFolder}/${id}/${name} (mode 700)`,
  );
  for (const each of missing) print(`❓ not collected: ${each.name}: ${each.why}`);
  print(`SHA-256 of manifest.json: ${seal}`);
  print(
    `Copy the folder to another machine now. Next: whats-agent security incident isolate ${id}, if the door has to close.`,
  );
  if (missing.length > 0) process.exitCode = 2;
}

const gate = 'deploy/local/gate';

/** Shuts the proxy to everything but `/health`. Nothing is lost: Meta repeats for days what is answered 503. */
async function isolate(at: At): Promise<void> {
  const { root, options } = at;
  const { id, isCollected } = of(at);
  if (!isInstalled(root))
    throw wrong(
      'security incident isolate: the door is the proxy of the production stack, and there is none here. After collect, stop whats-agent start (Ctrl-C): Meta repeats for days what was not acknowledged.',
    );
  const shut = options.undo !== true;
  if (shut && !isCollected && options.withoutEvidence !== true)
    throw wrong(
      `security incident isolate: no evidence is collected yet. whats-agent security incident collect ${id}, or --without-evidence.`,
    );
  mkdirSync(join(root, gate), { recursive: true });
  if (shut) writeWhole(root, { path: `${gate}/closed`, text: `${id}\n`, mode: 0o644 });
  else rmSync(join(root, gate, 'closed'), { force: true });
  record(at, id, shut ? 'isolated' : 'reopened', isCollected ? 'evidence is collected' : 'without evidence');
  // Streams that are open hold on to the old workers of nginx: these end within seconds of a reload.
  const compose = await openCompose(root, process.env).catch(() => null);
  await compose?.run(['exec', '-T', 'nginx', 'nginx', '-s', 'reload']).catch(() => null);
  await readBack(at, shut);
}

/** Success is what the proxy answers, not what was written. */
async function readBack({ root, print }: At, shut: boolean): Promise<void> {
  const settings = settingsIn(root);
  const [http, https] = [settings.get('HTTP_PORT') ?? '80', settings.get('HTTPS_PORT') ?? '443'];
  const [door, health] = await Promise.all([
    statusOf(`https://127.0.0.1:${https}/webhook`),
    statusOf(`http://127.0.0.1:${http}/health`),
  ]);
  if (door === null) {
    print(`❓ the proxy does not answer on port ${https}: ${shut ? 'nobody comes in' : 'whats-agent up'}`);
    process.exitCode = 2;
  } else if ((door === 503) === shut)
    print(shut ? `✅ closed: 503 to everything but /health (${health ?? 'silent'})` : `✅ open again (${door})`);
  else {
    print(`❌ the proxy still answers ${door}: whats-agent init renders its gate, then whats-agent up.`);
    process.exitCode = 1;
  }
  if (shut)
    print(
      'The worker still answers what came in before; docker compose stop worker ends that, too. --undo opens again.',
    );
}

async function close(at: At): Promise<void> {
  const note = at.options.note?.trim() ?? '';
  if (note === '') throw wrong('security incident close: say what it was and what was done with --note "…".');
  const { id, isOpen, isIsolated } = of(at);
  if (!isOpen) throw wrong(`security incident close: ${id} is closed already.`);
  if (isIsolated)
    throw wrong(`security incident close: the door is shut. whats-agent security incident isolate ${id} --undo first.`);
  record(at, id, 'closed', note);
  at.print(`✅ Incident ${id} is closed. It stays in ${incidentFolder}/register.jsonl for five years at least.`);
}

async function list(at: At): Promise<void> {
  const { root, print, id } = at;
  const { entries, whole } = readRegister(root);
  const all = incidentsIn(entries);
  if (id !== undefined) await timeline(at, chosen(all, id));
  else
    for (const each of all) {
      print(
        `${each.isOpen ? '🚨 open  ' : '✅ closed'} ${each.id}  ${each.reason}${each.isIsolated ? ' (door shut)' : ''}`,
      );
      if (each.isOpen) deadline(each.startedAt).forEach(print);
    }
  if (all.length === 0) print('No incident was ever opened here.');
  if (whole) return;
  print(
    `❌ line ${entries.length + 1} of the register is not as it was written: compare it with the one in the last backup.`,
  );
  process.exitCode = 1;
}

async function timeline({ root, print }: At, { id, timeline: steps }: Incident): Promise<void> {
  for (const { step, at, by, says } of steps) print(`${at}  ${step.padEnd(9)}  ${by}  ${says}`);
  for (const { says } of steps.filter(({ step }) => step === 'collected')) {
    const [name = '', seal = ''] = says.split(' ');
    const changed = await changedIn(join(folderOf(root, id), name), seal);
    print(changed.length === 0 ? `✅ ${name} is as it was collected` : `❌ ${name} was changed: ${changed.join(', ')}`);
    if (changed.length > 0) process.exitCode = 1;
  }
}
