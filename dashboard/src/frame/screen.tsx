import {
  AppShell,
  Burger,
  Button,
  Group,
  NavLink,
  Text,
  useMantineColorScheme,
  useComputedColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { SessionView } from '../../../src/accounts/account.view.ts';
import { Refused } from '../ask.ts';
import { Failed, Waiting } from '../parts/states.tsx';
import { LoginScreen } from '../session/login.tsx';
import { session, useSignOut } from '../session/query.ts';
import { language, speak, words } from '../words.ts';
import { useLive } from './live.ts';

const places = [
  { to: '/overview', label: words.frame.overview, permission: 'reports.read' },
  { to: '/inbox', label: words.frame.inbox, permission: 'conversations.read' },
  { to: '/calendar', label: words.frame.calendar, permission: 'bookings.read' },
  { to: '/contacts', label: words.frame.contacts, permission: 'contacts.read' },
  { to: '/services', label: words.frame.services, permission: 'business.read' },
  { to: '/hours', label: words.frame.hours, permission: 'business.read' },
  { to: '/knowledge', label: words.frame.knowledge, permission: 'business.read' },
  { to: '/team', label: words.frame.team, permission: 'users.read' },
] as const;

/** What is around every screen; who is not signed in sees the way in instead. */
export function FrameScreen() {
  const { data, isPending, error, refetch } = useQuery(session);
  if (isPending) return <Waiting />;
  if (error instanceof Refused && error.status === 401) return <LoginScreen />;
  if (error) return <Failed error={error} retry={refetch} />;
  return <Frame session={data} />;
}

function Frame({ session: { business, permissions } }: { readonly session: SessionView }) {
  const [isOpen, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  useLive(permissions.includes('conversations.read'));
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 210, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}>
      <a className="skip" href="#content">
        {words.frame.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" justify="space-between" px="md" wrap="nowrap">
          <Group wrap="nowrap">
            <Burger aria-label={words.frame.menu} hiddenFrom="sm" onClick={toggle} opened={isOpen} size="sm" />
            <Text fw={600} truncate>
              {business.name}
            </Text>
          </Group>
          <Choices />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={words.frame.menu} p="xs">
        {places
          .filter(({ permission }) => permissions.includes(permission))
          .map(({ to, label }) => (
            <NavLink active={pathname.startsWith(to)} component={Link} key={to} label={label} onClick={close} to={to} />
          ))}
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

function Choices() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const signOut = useSignOut();
  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        color="gray"
        onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
        size="compact-sm"
        variant="default"
      >
        {scheme === 'dark' ? words.frame.light : words.frame.dark}
      </Button>
      <Button
        onClick={() => speak(language === 'en' ? 'pt-BR' : 'en')}
        size="compact-sm"
        variant="default"
        visibleFrom="sm"
      >
        {words.frame.other}
      </Button>
      <Button loading={signOut.isPending} onClick={() => signOut.mutate()} size="compact-sm" variant="default">
        {words.login.out}
      </Button>
    </Group>
  );
}
