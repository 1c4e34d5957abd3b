import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { zoneCookie } from './accounts/session.routes.ts';
import { root } from './platform/root.ts';

const built = join(root, 'dashboard/dist');

/** Nothing but our own files; styles only with the nonce of this very answer. */
const policyOf = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const notBuilt = 'The dashboard is not built: run `npm run build`, or start with `npm start`.';

type Page = {
  /** The module of `dashboard/src` that draws it. */
  readonly screen: string;
  /** What it asks the API for as it opens, but for what only the browser knows. */
  readonly asks: readonly string[];
  /** The same of what depends on the day, at this time of the business. */
  readonly asksAt?: (now: Temporal.ZonedDateTime) => string;
};

const business = '/business';
const inbox = ['/conversations?show=all&search=&label=&limit=100', '/labels'];
const pages: Readonly<Record<string, Page>> = {
  '/': { screen: 'inbox/screen.tsx', asks: inbox },
  '/overview': { screen: 'overview/screen.tsx', asks: ['/overview?days=1'] },
  '/reports': { screen: 'reports/screen.tsx', asks: [], asksAt: thisMonth },
  '/inbox': { screen: 'inbox/screen.tsx', asks: inbox },
  '/inbox/:id': { screen: 'inbox/conversation.tsx', asks: inbox },
  '/calendar': { screen: 'calendar/screen.tsx', asks: [business], asksAt: bookedToday },
  '/contacts': { screen: 'contacts/screen.tsx', asks: ['/contacts?search='] },
  '/campaigns': { screen: 'campaigns/screen.tsx', asks: ['/campaigns'] },
  '/campaigns/new': { screen: 'campaigns/campaign.tsx', asks: ['/campaigns/choices'] },
  '/campaigns/:id': { screen: 'campaigns/campaign.tsx', asks: [] },
  '/services': { screen: 'services/screen.tsx', asks: [business] },
  '/hours': { screen: 'hours/screen.tsx', asks: [business] },
  '/rules': { screen: 'rules/screen.tsx', asks: [business] },
  '/knowledge': { screen: 'knowledge/screen.tsx', asks: [business] },
  '/team': { screen: 'team/screen.tsx', asks: ['/users'] },
  '/keys': { screen: 'keys/screen.tsx', asks: ['/api-keys'] },
  '/webhooks': { screen: 'webhooks/screen.tsx', asks: ['/webhooks'] },
  '/numbers': { screen: 'numbers/screen.tsx', asks: ['/numbers'] },
  '/operations': {
    screen: 'operations/screen.tsx',
    asks: [
      '/alerts',
      '/dead-letters',
      '/operations/health',
      '/duty',
      '/operations/objectives',
      '/operations/backups',
      '/operations/releases',
      '/checklists?limit=10',
    ],
  },
  '/audit': { screen: 'audit/screen.tsx', asks: ['/audit?kind=changes'] },
  '/security': { screen: 'security/screen.tsx', asks: ['/sessions'] },
};

function thisMonth(now: Temporal.ZonedDateTime): string {
  const day = now.toPlainDate();
  return `/reports/business?from=${day.with({ day: 1 }).toString()}&to=${day.toString()}`;
}

function bookedToday(now: Temporal.ZonedDateTime): string {
  const [from, to] = [now.startOfDay(), now.add({ days: 1 }).startOfDay()].map((each) =>
    each.toInstant().toString({ smallestUnit: 'millisecond' }),
  );
  return `/bookings?from=${from}&to=${to}`;
}

/** Pages for who is not signed in yet. */
const doors: Readonly<Record<string, string>> = { '/join': 'session/join.tsx', '/password': 'session/password.tsx' };

/** The dashboard, as Vite built it. Every path of it is the one page, which finds its screen by itself. */
export async function screens(app: FastifyInstance): Promise<void> {
  const dashboard = readDashboard();
  if (dashboard === null) {
    app.get('/', async (_, reply) => reply.code(503).type('text/plain').send(notBuilt));
    return;
  }
  await app.register(files, {
    root: join(built, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
  });
  app.get('/icon.svg', async (_, reply) => reply.sendFile('icon.svg', built));
  const { page, scriptsOf } = dashboard;
  const way = bare(page, [asked('/session'), ...scriptsOf('session/login.tsx')]);
  for (const [path, { screen, asks, asksAt }] of Object.entries(pages)) {
    const inside = headed(page, [...['/session', ...asks].map(asked), ...scriptsOf(screen)]);
    serve(app, path, ({ isKnown, now }) => {
      if (!isKnown) return way;
      return asksAt && now ? headed(inside, [asked(asksAt(now))]) : inside;
    });
  }
  for (const [path, screen] of Object.entries(doors)) {
    const door = bare(page, scriptsOf(screen));
    serve(app, path, () => door);
  }
}

type Visitor = {
  /** By a cookie, or so it says. */
  readonly isKnown: boolean;
  /** Where they work; `null`: that is not known, or they wish for other days than a page shows by itself. */
  readonly now: Temporal.ZonedDateTime | null;
};

const zoneSaid = new RegExp(`\\b${zoneCookie}=([\\w/+-]+)`);

function visitorOf(url: string, cookies = ''): Visitor {
  const others = cookies.split('; ').filter((cookie) => cookie !== '' && !cookie.startsWith(`${zoneCookie}=`));
  const [, zone] = zoneSaid.exec(cookies) ?? [];
  return { isKnown: others.length > 0, now: zone === undefined || url.includes('?') ? null : nowIn(zone) };
}

/** `null`: there is no such zone. */
function nowIn(zone: string): Temporal.ZonedDateTime | null {
  try {
    return Temporal.Now.zonedDateTimeISO(zone);
  } catch {
    return null;
  }
}

function serve(app: FastifyInstance, path: string, pageFor: (visitor: Visitor) => string): void {
  app.get(path, async ({ headers, url }, reply) => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policyOf(nonce))
      .header('cache-control', 'no-store')
      .send(pageFor(visitorOf(url, headers.cookie)).replaceAll('{{nonce}}', nonce));
  });
}

/** Lets the browser fetch all this at once, where the scripts would ask for one after the other. */
const headed = (page: string, links: readonly string[]) => page.replace('</head>', `${links.join('\n')}\n</head>`);

/** Without the outline of the frame, which who is not signed in will not see. */
const bare = (page: string, links: readonly string[]) =>
  headed(page.replace(/<!-- outline -->.*<!-- \/outline -->/s, ''), links);

const asked = (path: string) =>
  `<link rel="preload" as="fetch" crossorigin href="/api/v1${path.replaceAll('&', '&amp;')}">`;

const Manifest = z.record(z.string(), z.object({ file: z.string(), imports: z.array(z.string()).default([]) }));
type Manifest = z.output<typeof Manifest>;

type Dashboard = {
  readonly page: string;
  /** Links to what a screen is made of, beside what every page loads. */
  readonly scriptsOf: (screen: string) => string[];
};

function readDashboard(): Dashboard | null {
  try {
    const page = readFileSync(join(built, 'index.html'), 'utf8');
    const manifest = Manifest.parse(JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8')));
    return {
      page,
      scriptsOf: (screen) =>
        // Portuguese is what is read unless somebody chose otherwise, which only their browser knows.
        filesOf(manifest, ['src/words-pt.ts', `src/${screen}`])
          .filter((file) => !page.includes(file))
          .map((file) => `<link rel="modulepreload" fetchpriority="low" crossorigin href="/${file}">`),
    };
  } catch {
    return null;
  }
}

/** The files of these modules, and of all that they import. */
function filesOf(manifest: Manifest, modules: readonly string[]): string[] {
  const known = new Set(modules);
  for (const each of known) for (const other of manifest[each]?.imports ?? []) known.add(other);
  return [...known].flatMap((each) => manifest[each]?.file ?? []);
}
