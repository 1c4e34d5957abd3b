import { Option, type Command } from 'commander';
import { backupCommand } from './backup.ts';
import { init, type InitOptions } from './init.ts';
import { backupEmbedded, drillEmbedded, restoreEmbedded } from './embedded.ts';
import { deploy, type DeployOptions } from './deploy.ts';
import { exitCodeOf, report } from './ops/finding.ts';
import { isInstalled } from './place.ts';
import { root } from './platform/root.ts';
import { restore, drill, type RestoreOptions } from './restore.ts';
import { securing } from './security.ts';
import { down, processes, up } from './stack.ts';
import { validate } from './validate.ts';
import { validateMonitoring } from './watching.ts';
import type { Terminal } from './terminal.ts';

/** What operators type: an installation, its checks, its releases and its backups. */
export function operations(program: Command, terminal: Terminal): void {
  installations(program, terminal);
  stacks(program, terminal);
  backups(program, terminal);
  releasing(program, terminal);
  securing(program, terminal, root);
}

function installations(program: Command, { print, once, settings }: Terminal): void {
  program
    .command('init')
    .description('writes .env with strong secrets, the proxy’s configuration and the certificate of this installation')
    .option('--trial', 'try it without Meta: a simulated WhatsApp, a certificate of its own')
    .option('--domain <name>', 'the host name that Meta calls')
    .option('--phone-number-id <id>', 'as Meta shows it beside the number')
    .option('--app-secret <secret>', 'signs webhooks')
    .option('--access-token <token>', 'of a system user')
    .option('--verify-token <token>', 'made up when absent')
    .option('--certificate <file>', 'the chain, PEM; without it the one that is there, or a self-signed one')
    .option('--key <file>', 'its key, PEM')
    .option('--subnet <a.b.c>', 'the network of the slots and the proxy')
    .option('--http-port <port>')
    .option('--https-port <port>')
    .option('--wal-dir <folder>', 'where the log is received: another disk')
    .option('--backup-dir <folder>', 'where backups lie: another disk')
    .option('--offsite-dir <folder>', 'a third repository: a disk that is somewhere else')
    .action((options: InitOptions) => once(async () => (await init(root, options)).forEach(print)));

  program
    .command('validate')
    .description('is the installation complete, safe and consistent? Nothing is changed, and no secret is printed')
    .argument('[subject]', 'config, secrets, compose or all; or monitoring: a test alert through every channel', 'all')
    .action((subject: string) =>
      once(async () => {
        const findings =
          subject === 'monitoring' ? await validateMonitoring(settings()) : await validate(root, subject);
        print(report(findings));
        process.exitCode = exitCodeOf(findings);
      }),
    );
}

function stacks(program: Command, { print, once }: Terminal): void {
  program
    .command('up')
    .description(
      'starts the production stack from nothing, step by step; what fails is shown, and only the database stays',
    )
    .option('--build', 'build the images anew')
    .action((options: { build?: boolean }) => once(() => up(root, print, options)));

  program
    .command('down')
    .description('stops the production stack; data stay')
    .action(() => once(() => down(root, print)));

  program
    .command('ps')
    .description('who runs, who serves, and whether the second disk has what was acknowledged')
    .action(() => once(() => processes(root, print)));
}

function backups(program: Command, { print, once, settings }: Terminal): void {
  program
    .command('backup')
    .description('makes a backup and proves it, or says what there is: only what was restored is called good')
    .argument('<verb>', 'daily, manual, full, archival, critical; list, verify, prune')
    .action((verb: string) =>
      once(() => (isInstalled() ? backupCommand(root, verb, print) : backupEmbedded(root, settings(), verb, print))),
    );

  program
    .command('restore')
    .description('restores beside the running data and checks; with --yes it takes their place, and they are kept')
    .argument('<what>', 'latest, the label of a backup, or list')
    .option('--to <time>', 'the state at this moment, ISO 8601 with its offset')
    .option('--table <name>', 'only this table, beside the running one; nothing running is changed')
    .option('--yes', 'change over when the checks hold')
    .action((what: string, options: RestoreOptions) =>
      once(() =>
        isInstalled()
          ? restore(root, what, { ...options, print })
          : restoreEmbedded(root, settings(), what, { ...options, print }),
      ),
    );

  program
    .command('drill')
    .description(
      'restores the newest backup on a scratch server and says what would be lost (RPO) and how long it takes (RTO)',
    )
    .action(() => once(() => (isInstalled() ? drill(root, print) : drillEmbedded(root, settings(), print))));
}

function releasing(program: Command, { print, once }: Terminal): void {
  program
    .command('deploy')
    .description('puts a release to work without losing a request, and takes it back')
    .argument('<verb>', 'rolling, blue-green, rollback; status, history; resume, switch, abort; lock, unlock')
    .argument('[tag]', 'latest (what this folder holds), a tag of whats-agent, or an image by its name', 'latest')
    .option('--hold', 'stop before the switch, so that a person may try the new slot')
    .addOption(
      new Option('--bake <seconds>', 'how long a new release is watched, and taken back by itself')
        .env('DEPLOY_BAKE')
        .default('300'),
    )
    .option('--reason <text>', 'for the record; lock needs one')
    .option('--dry-run', 'print the plan, change nothing')
    .action((verb: string, tag: string, options: DeployOptions) =>
      once(() => deploy(root, verb, { ...options, tag, print })),
    );

  program
    .command('restart')
    .description('replaces every process of the application by a new one of the same image, without losing a request')
    .action(() => once(() => deploy(root, 'restart', { tag: '', print })));
}
