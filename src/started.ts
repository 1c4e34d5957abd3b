import type { Config } from './platform/config.ts';
import type { Started } from './start.ts';

/** What `whats-agent start` prints when all of it stands: where things are, and how to get in. */
export function startedScreen(
  { HOST, PORT, SIMULATOR_PORT, LOG_DIR, ENVIRONMENT }: Config,
  { business, entrance }: Started,
): string {
  const host = HOST === '0.0.0.0' ? '127.0.0.1' : HOST;
  const portuguese = /^pt/i.test(process.env['LC_ALL'] ?? process.env['LANG'] ?? '');
  const say = (en: string, pt: string) => (portuguese ? pt : en);
  const phone = [
    say('Phone page', 'Telefone'),
    `http://${host}:${SIMULATOR_PORT}`,
    say('write to the business as a customer', 'escreva ao negócio como cliente'),
  ];
  const lines = [
    ...(ENVIRONMENT === 'demo' ? [phone] : []),
    [say('Dashboard', 'Painel'), ...dashboardLine(`http://${host}:${PORT}`, entrance, say)],
    ['API', `http://${host}:${PORT}`, '/webhook, /health, /api/docs'],
    [say('Log', 'Registro'), `${LOG_DIR}/app.log`, ''],
  ];
  const table = lines.map(([name = '', place = '', what = '']) =>
    `  ${name.padEnd(12)}${place.padEnd(26)}${what}`.trimEnd(),
  );
  const title = business || say('no business yet', 'nenhum negócio ainda');
  return `\n  WhatsApp Agent · ${title}\n\n${table.join('\n')}\n\n  ${say('Stop with Ctrl-C.', 'Pare com Ctrl-C.')}\n`;
}

function dashboardLine(
  url: string,
  entrance: Started['entrance'],
  say: (en: string, pt: string) => string,
): readonly [place: string, what: string] {
  switch (entrance.kind) {
    case 'login':
      return [url, `${entrance.email}  ${entrance.password}`];
    case 'link':
      return [
        `${url}/join#${entrance.token}`,
        say('make the owner’s account (works once)', 'crie a conta do proprietário (vale uma vez)'),
      ];
    case 'none':
      return [url, ''];
  }
}
