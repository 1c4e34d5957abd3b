import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { coolDownMinutes, severities, type Rule } from '../src/insight/alert.ts';
import { rules } from '../src/insight/alerts.ts';
import { signs } from '../src/insight/notification.ts';

const makers: Readonly<Record<string, (before: string) => string>> = {
  'deploy/prometheus/rules.yml': () => ruleFile(rules),
  'deploy/prometheus/alertmanager.yml': () => alertmanager(rules),
  'docs/guides/alerts.md': (before) => withTables(before),
};

/** What is made of `src/insight/alerts.json`, each path with its text: written by `npm run alerts`; a stale one fails the build. */
export function made(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(makers).map(([path, make]) => {
      const args = ['--stdin-filepath', path, '-c', '.oxfmtrc.json'];
      const { status, stdout, stderr } = spawnSync('node_modules/.bin/oxfmt', args, {
        input: make(current(path)),
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
      return [path, stdout];
    }),
  );
}

/** A reading as Prometheus knows it. One that is unknown for a while changes nothing, as with our own evaluator. */
export const exprOf = ({ reading, limit }: Rule): string => {
  const last = `last_over_time(whats_agent_reading{name="${reading}"}[15m])`;
  return 'above' in limit ? `max(${last}) >= ${limit.above}` : `min(${last}) < ${limit.below}`;
};

export const annotationsOf = ({ pt, en }: Rule): Readonly<Record<string, string>> => ({
  summary: `${pt.title} / ${en.title}`,
  description: `${pt.action} / ${en.action}`,
});

const origin = '# Made of src/insight/alerts.json by `npm run alerts`.\n';

function ruleFile(all: readonly Rule[]): string {
  const alerts = all.map((rule) => {
    const { summary, description } = annotationsOf(rule);
    return `      - alert: ${rule.name}
        expr: '${exprOf(rule)}'
        for: ${rule.forSeconds}s
        # Two good readings end it, not one.
        keep_firing_for: 10s
        labels: { severity: ${rule.severity}, category: ${rule.category} }
        annotations:
          summary: ${JSON.stringify(summary)}
          description: ${JSON.stringify(description)}
`;
  });
  return `${origin}groups:\n  - name: whats-agent\n    interval: 10s\n    rules:\n${alerts.join('')}`;
}

/** Who is told is yours to fill in; what holds back what, and how often an alert is repeated, is as with our own monitor. */
function alertmanager(all: readonly Rule[]): string {
  const routes = severities.map(
    (severity) =>
      `    - { matchers: [severity = ${severity}], receiver: people, repeat_interval: ${coolDownMinutes[severity]}m }\n`,
  );
  const inhibitions = all
    .filter(({ causedBy }) => causedBy.length > 0)
    .map(
      ({ name, causedBy }) =>
        `  - { source_matchers: ['alertname =~ "${causedBy.join('|')}"'], target_matchers: [alertname = ${name}] }\n`,
    );
  return `${origin}# Put your receivers under \`people\`.
route:
  receiver: people
  group_by: [severity]
  group_wait: 10s
  group_interval: 10s
  routes:
${routes.join('')}inhibit_rules:
${inhibitions.join('')}receivers:
  - name: people
`;
}

function withTables(before: string): string {
  return (['pt', 'en'] as const).reduce((text, language) => {
    const [begin, end] = [`<!-- rules ${language} -->`, `<!-- end ${language} -->`];
    const [head = '', rest = ''] = text.split(begin);
    return `${head}${begin}\n\n${tableOf(rules, language)}\n${end}${rest.split(end)[1] ?? ''}`;
  }, before);
}

const columns = {
  pt: '| alerta | quando | por | o que fazer |',
  en: '| alert | when | for | what to do |',
} as const;

function tableOf(all: readonly Rule[], language: 'pt' | 'en'): string {
  const rows = severities.flatMap((severity) =>
    all.filter((rule) => rule.severity === severity).map((rule) => rowOf(rule, language)),
  );
  return `${columns[language]}\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

function rowOf(rule: Rule, language: 'pt' | 'en'): string {
  const { title, action } = rule[language];
  const limit = 'above' in rule.limit ? `≥ ${rule.limit.above}` : `< ${rule.limit.below}`;
  return `| ${signs[rule.severity]} **${title}** \`${rule.name}\` | \`${rule.reading}\` ${limit} | ${rule.forSeconds} s | ${action} |\n`;
}

/** As it stands; empty when there is none yet. */
export function current(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

if (process.argv.includes('--write')) for (const [path, text] of Object.entries(made())) writeFileSync(path, text);
