import {
  AppShell,
  Burger,
  Button,
  Group,
  NavLink,
  ScrollArea,
  Text,
  useMantineColorScheme,
  useComputedColorScheme,
} from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Refused } from '../ask.ts';
import { Icon } from '../parts/icon.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { Undo } from '../parts/undo.tsx';
import { Session, session, useSession, useSignOut } from '../session/query.ts';
import { language, speak, words } from '../words.ts';
import { useLive } from './live.ts';

const Login = lazy(async () => ({ default: (await import('../session/login.tsx')).LoginScreen }));

const places = [
  { to: '/overview', icon: 'overview', label: words.frame.overview, permission: 'reports.read' },
  { to: '/inbox', icon: 'inbox', label: words.frame.inbox, permission: 'conversations.read' },
  { to: '/calendar', icon: 'calendar', label: words.frame.calendar, permission: 'bookings.read' },
  { to: '/contacts', icon: 'contacts', label: words.frame.contacts, permission: 'contacts.read' },
  { to: '/reports', icon: 'reports', label: words.frame.reports, permission: 'reports.read' },
  { to: '/campaigns', icon: 'campaigns', label: words.frame.campaigns, permission: 'campaigns.read' },
  { to: '/services', icon: 'services', label: words.frame.services, permission: 'business.read' },
  { to: '/hours', icon: 'hours', label: words.frame.hours, permission: 'business.read' },
  { to: '/rules', icon: 'settings', label: words.frame.rules, permission: 'business.read' },
  { to: '/knowledge', icon: 'knowledge', label: words.frame.knowledge, permission: 'business.read' },
  { to: '/team', icon: 'team', label: words.frame.team, permission: 'users.read' },
  { to: '/keys', icon: 'keys', label: words.frame.keys, permission: 'keys.write' },
  { to: '/webhooks', icon: 'webhooks', label: words.frame.webhooks, permission: 'keys.write' },
  { to: '/numbers', icon: 'numbers', label: words.frame.numbers, permission: 'business.read' },
  { to: '/operations', icon: 'operations', label: words.frame.operations, permission: 'operations.read' },
  { to: '/audit', icon: 'audit', label: words.frame.audit, permission: 'audit.read' },
  { to: '/security', icon: 'security', label: words.frame.security, permission: null },
] as const;

/** What is around every screen; who is not signed in sees the way in instead. */
export function FrameScreen() {
  const { data, isPending, error, refetch } = useQuery(session);
  if (isPending) return <Waiting />;
  if (error instanceof Refused && error.status === 401)
    return (
      <Suspense>
        <Login />
      </Suspense>
    );
  if (error) return <Failed error={error} retry={refetch} />;
  return (
    <Session value={data}>
      <Frame />
    </Session>
  );
}

function Frame() {
  const { business, permissions } = useSession();
  const [isOpen, { toggle, close }] = useDisclosure();
  const isDrawn = useDrawn(isOpen);
  useLive(permissions.includes('conversations.read'));
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}>
      <a className="skip" href="#content">
        {words.frame.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" wrap="nowrap">
          <Burger aria-label={words.frame.menu} hiddenFrom="sm" onClick={toggle} opened={isOpen} size="sm" />
          <Text fw={600} truncate>
            {business.name}
          </Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={words.frame.menu} p="xs">
        {isDrawn ? (
          <>
            <AppShell.Section component={ScrollArea} grow>
              <Places close={close} permissions={permissions} />
            </AppShell.Section>
            <AppShell.Section>
              <Choices />
            </AppShell.Section>
          </>
        ) : null}
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Undo>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </Undo>
      </AppShell.Main>
    </AppShell>
  );
}

/** Is the menu drawn? On a phone not before somebody opens it: until then nobody sees it, and it takes as long as a screen. */
function useDrawn(isOpen: boolean): boolean {
  const isBeside = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [wasOpen, setWasOpen] = useState(false);
  if (isOpen && !wasOpen) setWasOpen(true);
  return isBeside || wasOpen;
}

function Places({ permissions, close }: { readonly permissions: readonly string[]; readonly close: () => void }) {
  const { pathname } = useLocation();
  return places
    .filter(({ permission }) => permission === null || permissions.includes(permission))
    .map(({ to, icon, label }) => (
      <NavLink
        active={pathname.startsWith(to)}
        component={Link}
        key={to}
        label={label}
        leftSection={<Icon name={icon} />}
        onClick={close}
        to={to}
      />
    ));
}

/** The first screen that who is signed in may see; conversations, for who works with them. */
export function HomeScreen() {
  const { permissions } = useSession();
  const open = places.filter(({ permission }) => permission === null || permissions.includes(permission));
  const first = open.find(({ to }) => to === '/inbox') ?? open[0];
  return first ? <Navigate replace to={first.to} /> : <Empty>{words.states.forbidden}</Empty>;
}

function Choices() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const signOut = useSignOut();
  return (
    <Group gap={6} grow>
      <Button
        onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
        px={4}
        size="compact-sm"
        variant="default"
      >
        {scheme === 'dark' ? words.frame.light : words.frame.dark}
      </Button>
      <Button onClick={() => speak(language === 'en' ? 'pt-BR' : 'en')} px={4} size="compact-sm" variant="default">
        {words.frame.other}
      </Button>
      <Button loading={signOut.isPending} onClick={() => signOut.mutate()} px={4} size="compact-sm" variant="default">
        {words.login.out}
      </Button>
    </Group>
  );
}
