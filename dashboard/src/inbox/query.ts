import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { BookingView } from '../../../src/bookings/book.view.ts';
import { HabitView } from '../../../src/bookings/habit.view.ts';
import {
  CannedAnswerView,
  ColleagueView,
  ConversationsPageView,
  ConversationView,
  FileView,
  TemplateView,
  TranscriptView,
  type ConversationRowView,
} from '../../../src/conversations/desk.view.ts';
import { get, Nothing, put, send } from '../ask.ts';

/** Where events do not get through. */
const pollMs = 10_000;

export type Show = 'all' | 'human' | 'unread' | 'mine' | 'closed';
export type Filter = { readonly show: Show; readonly search: string; readonly label: string };

const after = (cursor: string) => (cursor === '' ? '' : `&cursor=${cursor}`);

function page({ show, search, label }: Filter, cursor: string, signal: AbortSignal) {
  const wish = new URLSearchParams({ show, search, label, limit: '100' });
  return get(`/conversations?${wish}${after(cursor)}`, ConversationsPageView, signal);
}

/** What changes is asked for live; what is further down was read once, however far somebody has scrolled. */
export const head = (filter: Filter) =>
  queryOptions({
    queryKey: ['conversations', 'list', filter],
    queryFn: ({ signal }) => page(filter, '', signal),
    refetchInterval: pollMs,
  });
/** What is looked for until somebody says. */
export const anything: Filter = { show: 'all', search: '', label: '' };

const depth = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['conversation-pages', filter],
    queryFn: ({ signal, pageParam }) => page(filter, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });

const isOlder = (row: ConversationRowView, than: ConversationRowView) =>
  row.lastAt < than.lastAt || (row.lastAt === than.lastAt && row.id < than.id);

/** The head as it was first is the first page: it is not read twice. */
function useDepth(filter: Filter, first: z.output<typeof ConversationsPageView> | undefined) {
  const begun = first ? { initialData: { pages: [first], pageParams: [''] } } : {};
  return useInfiniteQuery({ ...depth(filter), ...begun, enabled: first !== undefined });
}

/** The list: its live head, and below it the pages that were read, each conversation once. */
export function useConversations(filter: Filter) {
  const live = useQuery(head(filter));
  const pages = useDepth(filter, live.data);
  const { refetch } = pages;
  const top = live.data?.items ?? [];
  const read = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const [last, newestRead] = [top.at(-1), read[0]];
  // More than a page came since: between the two nobody knows what stands.
  const hasGap = live.data?.nextCursor != null && !!last && !!newestRead && isOlder(newestRead, last);
  useEffect(() => {
    if (hasGap) void refetch();
  }, [hasGap, refetch]);
  const shown = new Set(top.map(({ id }) => id));
  const below =
    live.data?.nextCursor == null || !last ? [] : read.filter((row) => isOlder(row, last) && !shown.has(row.id));
  // Of the rest nothing: whoever takes it is drawn anew at every poll.
  const { isPending, error, refetch: askAgain } = live;
  return { isPending, error, refetch: askAgain, rows: [...top, ...below], pages };
}

export const conversation = (id: string) =>
  queryOptions({
    queryKey: ['conversations', id],
    queryFn: ({ signal }) => get(`/conversations/${id}`, ConversationView, signal),
    refetchInterval: pollMs,
  });

export const transcript = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', id, 'messages'],
    queryFn: ({ signal, pageParam }) =>
      get(`/conversations/${id}/messages?limit=50${after(pageParam)}`, TranscriptView, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: pollMs,
  });

export const bookingsOf = (contact: string) =>
  queryOptions({
    queryKey: ['bookings', 'of', contact],
    queryFn: ({ signal }) => get(`/contacts/${contact}/bookings`, z.array(BookingView), signal),
  });

export const habitOf = (contact: string) =>
  queryOptions({
    queryKey: ['habit', contact],
    queryFn: ({ signal }) => get(`/contacts/${contact}/habit`, HabitView.nullable(), signal),
  });

export function useForgetHabit(contact: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => send('DELETE', `/contacts/${contact}/habit`, null, Nothing),
    onSettled: () => queries.invalidateQueries({ queryKey: ['habit', contact] }),
  });
}

export const labels = queryOptions({
  queryKey: ['labels'],
  queryFn: ({ signal }) => get('/labels', z.array(z.string()), signal),
  staleTime: 60_000,
});

export const colleagues = queryOptions({
  queryKey: ['colleagues'],
  queryFn: ({ signal }) => get('/colleagues', z.array(ColleagueView), signal),
  staleTime: 60_000,
});

export const cannedAnswers = queryOptions({
  queryKey: ['canned-answers'],
  queryFn: ({ signal }) => get('/canned-answers', z.array(CannedAnswerView), signal),
});

export const templates = (id: string) =>
  queryOptions({
    queryKey: ['templates', id],
    queryFn: ({ signal }) => get(`/conversations/${id}/templates`, z.array(TemplateView), signal),
  });

type Verb = 'take' | 'give-back' | 'read' | 'notes' | 'messages' | 'labels' | 'assignee';
export type Deed =
  | { readonly verb: 'take' | 'give-back' | 'read' }
  | { readonly verb: 'messages' | 'notes'; readonly text: string }
  | { readonly verb: 'messages'; readonly content: Readonly<Record<string, unknown>> }
  | { readonly verb: 'labels'; readonly labels: readonly string[] }
  | { readonly verb: 'assignee'; readonly user: string | null };

const replaces: ReadonlySet<Verb> = new Set<Verb>(['labels', 'assignee']);

/** What is done in a conversation; the screens ask anew for all they show of it. */
export function useDeed(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, ...body }: Deed) =>
      send(replaces.has(verb) ? 'PUT' : 'POST', `/conversations/${id}/${verb}`, body, Nothing),
    onSettled: (_, __, { verb }) =>
      Promise.all(
        [['conversations'], ['conversation-pages'], ...(verb === 'labels' ? [labels.queryKey] : [])].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** Puts a file and says it, with the words beneath it. */
export function useAttach(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ file, text }: { readonly file: File; readonly text: string }) => {
      const name = encodeURIComponent(file.name);
      const kept = await put(`/conversations/${id}/files?name=${name}`, file, FileView);
      const content = { type: 'file', kind: kept.kind, file: kept.id, name: file.name, text };
      return send('POST', `/conversations/${id}/messages`, { content }, Nothing);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['conversations'] }),
  });
}

export type AnswerChange =
  | { readonly kind: 'keep'; readonly name: string; readonly text: string }
  | { readonly kind: 'drop'; readonly id: string };

export function useAnswerChange() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (change: AnswerChange): Promise<unknown> =>
      change.kind === 'drop'
        ? send('DELETE', `/canned-answers/${change.id}`, null, Nothing)
        : send('POST', '/canned-answers', { name: change.name, text: change.text }, z.object({ id: z.string() })),
    onSettled: () => queries.invalidateQueries({ queryKey: cannedAnswers.queryKey }),
  });
}
