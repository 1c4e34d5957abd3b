/** Lines on a square of 24, drawn for these screens. */
const drawings = {
  overview: 'M4 20V11M10 20V5M16 20v-8M21 20H3',
  inbox: 'M4 5h16v11H9l-5 4z',
  calendar: 'M4 6h16v14H4zM4 11h16M8 3v5M16 3v5',
  contacts: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c1-5 4-7 8-7s7 2 8 7',
  services: 'M5 5h9l6 6-8 9-9-9zM9 9h.1',
  hours: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 3',
  knowledge: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM9 9h6M9 13h6',
  settings: 'M4 7h10M18 7h2M16 5v4M4 17h2M10 17h10M8 15v4',
  campaigns: 'M4 10v4l11 5V5zM18 9v6M7 15v5',
  reports: 'M5 3h10l4 4v14H5zM9 17v-4M12 17v-7M15 17v-2',
  numbers: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2',
  operations: 'M3 12h4l3-7 4 14 3-7h4',
  team: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 20c0-4 2-6 6-6s6 2 6 6M16 5a3 3 0 0 1 0 6M17 14c3 0 4 3 4 6',
  keys: 'M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 12h9v4M17 12v3',
  webhooks: 'M5 8a3 3 0 1 0 6 0 3 3 0 0 0-6 0zM13 17a3 3 0 1 0 6 0 3 3 0 0 0-6 0zM10 10l4 5M8 11v9',
  audit: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h3',
  security: 'M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM9 12l2 2 4-4',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  clip: 'M8 12l6-6a3 3 0 0 1 5 5l-8 8a5 5 0 0 1-7-7l8-8',
  sent: 'M5 13l4 4 10-11',
  reached: 'M2 13l4 4 9-11M10 16l1 1 10-11',
  waiting: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 8v4l3 2',
  wrong: 'M6 6l12 12M18 6L6 18',
  failed: 'M12 4l9 16H3zM12 10v4M12 17h.1',
} as const;

export type IconName = keyof typeof drawings;

/** A small drawing beside words that say the same; alone it needs a `title`. */
export function Icon({
  name,
  title,
  size = 18,
}: {
  readonly name: IconName;
  readonly title?: string;
  readonly size?: number;
}) {
  return (
    <svg
      aria-hidden={title === undefined}
      aria-label={title}
      fill="none"
      height={size}
      role={title === undefined ? undefined : 'img'}
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth={1.8}
      style={{ flex: 'none' }}
      viewBox="0 0 24 24"
      width={size}
    >
      {title === undefined ? null : <title>{title}</title>}
      <path d={drawings[name]} />
    </svg>
  );
}
