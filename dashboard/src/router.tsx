import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { FrameScreen, HomeScreen } from './frame/screen.tsx';
import { queries } from './queries.ts';
import { PeriodSearch } from './reports/period.ts';
import { session } from './session/query.ts';

const known = () => queries.getQueryData(session.queryKey);

/** Asks what the screen will ask, as soon as it has come. Who only points at a link has seen nothing: it would be written down. */
async function asked<Screen>(
  isOnlyPointedAt: boolean,
  coming: Promise<Screen>,
  ask: (screen: Screen, timeZone: string) => Promise<unknown>,
): Promise<void> {
  const screen = await coming;
  const who = known();
  if (who && !isOnlyPointedAt) void ask(screen, who.business.timeZone);
}

const root = createRootRoute();
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyRouteComponent(() => import('./session/join.tsx'), 'JoinScreen'),
});
const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  component: lazyRouteComponent(() => import('./session/password.tsx'), 'PasswordScreen'),
});
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  // Whoever goes from screen to screen may have been signed out meanwhile; only the first screen waits for it.
  beforeLoad: async () => {
    const coming = queries.prefetchQuery(session);
    if (!known()) await coming;
  },
  component: FrameScreen,
});
const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  component: HomeScreen,
});
const inbox = createRoute({
  getParentRoute: () => frame,
  path: '/inbox',
  loader: ({ preload }) => asked(preload, import('./inbox/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./inbox/screen.tsx'), 'InboxScreen'),
});
const conversation = createRoute({
  getParentRoute: () => frame,
  path: '/inbox/$conversation',
  loader: ({ preload, params }) =>
    asked(preload, import('./inbox/conversation.tsx'), ({ ask }) => ask(params.conversation)),
  component: lazyRouteComponent(() => import('./inbox/conversation.tsx'), 'ConversationScreen'),
});
const overview = createRoute({
  getParentRoute: () => frame,
  path: '/overview',
  loader: ({ preload }) => asked(preload, import('./overview/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./overview/screen.tsx'), 'OverviewScreen'),
});
const reports = createRoute({
  getParentRoute: () => frame,
  path: '/reports',
  validateSearch: PeriodSearch,
  loader: ({ preload, location }) =>
    asked(preload, import('./reports/screen.tsx'), ({ ask }, timeZone) => ask(timeZone, location.search)),
  component: lazyRouteComponent(() => import('./reports/screen.tsx'), 'ReportsScreen'),
});
const calendar = createRoute({
  getParentRoute: () => frame,
  path: '/calendar',
  loader: ({ preload }) => asked(preload, import('./calendar/screen.tsx'), ({ ask }, timeZone) => ask(timeZone)),
  component: lazyRouteComponent(() => import('./calendar/screen.tsx'), 'CalendarScreen'),
});
const contacts = createRoute({
  getParentRoute: () => frame,
  path: '/contacts',
  loader: ({ preload }) => asked(preload, import('./contacts/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./contacts/screen.tsx'), 'ContactsScreen'),
});
const campaigns = createRoute({
  getParentRoute: () => frame,
  path: '/campaigns',
  loader: ({ preload }) => asked(preload, import('./campaigns/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./campaigns/screen.tsx'), 'CampaignsScreen'),
});
const newCampaign = createRoute({
  getParentRoute: () => frame,
  path: '/campaigns/new',
  loader: ({ preload }) => asked(preload, import('./campaigns/campaign.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./campaigns/campaign.tsx'), 'NewCampaignScreen'),
});
const campaign = createRoute({
  getParentRoute: () => frame,
  path: '/campaigns/$campaign',
  loader: ({ preload, params }) =>
    asked(preload, import('./campaigns/campaign.tsx'), ({ askOf }) => askOf(params.campaign)),
  component: lazyRouteComponent(() => import('./campaigns/campaign.tsx'), 'CampaignScreen'),
});
const services = createRoute({
  getParentRoute: () => frame,
  path: '/services',
  loader: ({ preload }) => asked(preload, import('./services/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./services/screen.tsx'), 'ServicesScreen'),
});
const hours = createRoute({
  getParentRoute: () => frame,
  path: '/hours',
  loader: ({ preload }) => asked(preload, import('./hours/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./hours/screen.tsx'), 'HoursScreen'),
});
const rules = createRoute({
  getParentRoute: () => frame,
  path: '/rules',
  loader: ({ preload }) => asked(preload, import('./rules/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./rules/screen.tsx'), 'RulesScreen'),
});
const knowledge = createRoute({
  getParentRoute: () => frame,
  path: '/knowledge',
  // A question that somebody came here to answer.
  validateSearch: z.object({ question: z.string().optional().catch(undefined) }),
  loader: ({ preload }) => asked(preload, import('./knowledge/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./knowledge/screen.tsx'), 'KnowledgeScreen'),
});
const team = createRoute({
  getParentRoute: () => frame,
  path: '/team',
  loader: ({ preload }) => asked(preload, import('./team/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./team/screen.tsx'), 'TeamScreen'),
});
const security = createRoute({
  getParentRoute: () => frame,
  path: '/security',
  loader: ({ preload }) => asked(preload, import('./security/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./security/screen.tsx'), 'SecurityScreen'),
});
const keys = createRoute({
  getParentRoute: () => frame,
  path: '/keys',
  loader: ({ preload }) => asked(preload, import('./keys/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./keys/screen.tsx'), 'KeysScreen'),
});
const audit = createRoute({
  getParentRoute: () => frame,
  path: '/audit',
  loader: ({ preload }) => asked(preload, import('./audit/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./audit/screen.tsx'), 'AuditScreen'),
});
const webhooks = createRoute({
  getParentRoute: () => frame,
  path: '/webhooks',
  loader: ({ preload }) => asked(preload, import('./webhooks/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./webhooks/screen.tsx'), 'WebhooksScreen'),
});
const operations = createRoute({
  getParentRoute: () => frame,
  path: '/operations',
  loader: ({ preload }) => asked(preload, import('./operations/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./operations/screen.tsx'), 'OperationsScreen'),
});
const numbers = createRoute({
  getParentRoute: () => frame,
  path: '/numbers',
  loader: ({ preload }) => asked(preload, import('./numbers/screen.tsx'), ({ ask }) => ask()),
  component: lazyRouteComponent(() => import('./numbers/screen.tsx'), 'NumbersScreen'),
});
const account = [security, keys, audit, webhooks] as const;

export const router = createRouter({
  routeTree: root.addChildren([
    join,
    password,
    frame.addChildren([
      home,
      overview,
      reports,
      inbox,
      conversation,
      calendar,
      contacts,
      campaigns,
      newCampaign,
      campaign,
      services,
      hours,
      rules,
      knowledge,
      team,
      numbers,
      operations,
      ...account,
    ]),
  ]),
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
