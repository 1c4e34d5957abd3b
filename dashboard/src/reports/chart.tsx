import { Area, AreaChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { ReportView } from '../../../src/insight/report.view.ts';
import { count } from '../parts/figures.tsx';
import { reais } from '../parts/money.ts';
import { language, words } from '../words.ts';

const day = new Intl.DateTimeFormat(language, { timeZone: 'UTC', day: 'numeric', month: 'short' });

const short = new Intl.NumberFormat(language, { notation: 'compact' });

type ChartProps = { readonly data: ReportView; /** Of each. */ readonly heightPx: number };

/** Conversations, bookings and what was booked, day by day. */
export function DailyCharts({ data, heightPx }: ChartProps) {
  const { figures } = words.overview;
  return (
    <div aria-hidden="true">
      <Drawn
        data={data}
        heightPx={heightPx}
        series={[
          { name: 'conversations', color: 'blue', label: figures.conversations },
          { name: 'bookings', color: 'teal', label: figures.bookings },
        ]}
        scale={1}
        show={count}
      />
      <Drawn
        data={data}
        heightPx={heightPx}
        series={[{ name: 'revenueCents', color: 'grape', label: figures.revenueCents }]}
        scale={100}
        show={reais}
      />
    </div>
  );
}

type Series = {
  readonly name: 'conversations' | 'bookings' | 'revenueCents';
  readonly color: string;
  readonly label: string;
};

type DrawnProps = ChartProps & {
  readonly series: readonly Series[];
  /** How much of the value is one on the axis. */
  readonly scale: number;
  readonly show: (value: number) => string;
};

function Drawn({ data: { days, figures }, heightPx, series, scale, show }: DrawnProps) {
  const rows = days.map((date, index) => ({
    date: day.format(new Date(`${date}T12:00:00Z`)),
    ...Object.fromEntries(series.map(({ name }) => [name, figures[name].daily[index] ?? 0])),
  }));
  return (
    <ResponsiveContainer height={heightPx} width="100%">
      <AreaChart accessibilityLayer={false} data={rows} margin={{ left: 8, right: 8, top: 8 }}>
        <CartesianGrid stroke="var(--mantine-color-default-border)" vertical={false} />
        <XAxis dataKey="date" fontSize={12} minTickGap={24} stroke="var(--mantine-color-dimmed)" />
        <YAxis
          allowDecimals={false}
          fontSize={12}
          stroke="var(--mantine-color-dimmed)"
          tickFormatter={(value: number) => short.format(value / scale)}
          width={44}
        />
        <Tooltip
          contentStyle={{
            background: 'var(--mantine-color-body)',
            border: '1px solid var(--mantine-color-default-border)',
            borderRadius: 8,
          }}
          formatter={(value) => show(Number(value))}
        />
        <Legend />
        {series.map(({ name, color, label }) => (
          <Area
            dataKey={name}
            fill={`var(--mantine-color-${color}-light)`}
            isAnimationActive={false}
            key={name}
            name={label}
            stroke={`var(--mantine-color-${color}-6)`}
            type="monotone"
          />
        ))}
      </AreaChart>
    </ResponsiveContainer>
  );
}
