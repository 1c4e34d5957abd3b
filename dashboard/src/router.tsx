import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { FrameScreen, HomeScreen } from './frame/screen.tsx';
import { queries } from './queries.ts';
import { PeriodSearch } from './reports/period.ts';
import { session } from './session/query.ts';

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
  // Whoever goes from screen to screen may have been signed out meanwhile; the screen does not wait for it.
  beforeLoad: () => void queries.prefetchQuery(session),
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
  component: lazyRouteComponent(() => import('./inbox/screen.tsx'), 'InboxScreen'),
});
const conversation = createRoute({
  getParentRoute: () => frame,
  path: '/inbox/$conversation',
  component: lazyRouteComponent(() => import('./inbox/conversation.tsx'), 'ConversationScreen'),
});
const overview = createRoute({
  getParentRoute: () => frame,
  path: '/overview',
  component: lazyRouteComponent(() => import('./overview/screen.tsx'), 'OverviewScreen'),
});
const reports = createRoute({
  getParentRoute: () => frame,
  path: '/reports',
  validateSearch: PeriodSearch,
  component: lazyRouteComponent(() => import('./reports/screen.tsx'), 'ReportsScreen'),
});
const calendar = createRoute({
  getParentRoute: () => frame,
  path: '/calendar',
  component: lazyRouteComponent(() => import('./calendar/screen.tsx'), 'CalendarScreen'),
});
const contacts = createRoute({
  getParentRoute: () => frame,
  path: '/contacts',
  component: lazyRouteComponent(() => import('./contacts/screen.tsx'), 'ContactsScreen'),
});
const campaigns = createRoute({
  getParentRoute: () => frame,
  path: '/campaigns',
  component: lazyRouteComponent(() => import('./campaigns/screen.tsx'), 'CampaignsScreen'),
});
const newCampaign = createRoute({
  getParentRoute: () => frame,
  path: '/campaigns/new',
  component: lazyRouteComponent(() => import('./campaigns/campaign.tsx'), 'NewCampaignScreen'),
});
const campaign = createRoute({
  getParentRoute: () => frame,
  path: '/campaigns/$campaign',
  component: lazyRouteComponent(() => import('./campaigns/campaign.tsx'), 'CampaignScreen'),
});
const services = createRoute({
  getParentRoute: () => frame,
  path: '/services',
  component: lazyRouteComponent(() => import('./services/screen.tsx'), 'ServicesScreen'),
});
const hours = createRoute({
  getParentRoute: () => frame,
  path: '/hours',
  component: lazyRouteComponent(() => import('./hours/screen.tsx'), 'HoursScreen'),
});
const rules = createRoute({
  getParentRoute: () => frame,
  path: '/rules',
  component: lazyRouteComponent(() => import('./rules/screen.tsx'), 'RulesScreen'),
});
const knowledge = createRoute({
  getParentRoute: () => frame,
  path: '/knowledge',
  // A question that somebody came here to answer.
  validateSearch: z.object({ question: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./knowledge/screen.tsx'), 'KnowledgeScreen'),
});
const team = createRoute({
  getParentRoute: () => frame,
  path: '/team',
  component: lazyRouteComponent(() => import('./team/screen.tsx'), 'TeamScreen'),
});
const security = createRoute({
  getParentRoute: () => frame,
  path: '/security',
  component: lazyRouteComponent(() => import('./security/screen.tsx'), 'SecurityScreen'),
});
const keys = createRoute({
  getParentRoute: () => frame,
  path: '/keys',
  component: lazyRouteComponent(() => import('./keys/screen.tsx'), 'KeysScreen'),
});
const audit = createRoute({
  getParentRoute: () => frame,
  path: '/audit',
  component: lazyRouteComponent(() => import('./audit/screen.tsx'), 'AuditScreen'),
});
const webhooks = createRoute({
  getParentRoute: () => frame,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./webhooks/screen.tsx'), 'WebhooksScreen'),
});
const operations = createRoute({
  getParentRoute: () => frame,
  path: '/operations',
  component: lazyRouteComponent(() => import('./operations/screen.tsx'), 'OperationsScreen'),
});
const numbers = createRoute({
  getParentRoute: () => frame,
  path: '/numbers',
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
