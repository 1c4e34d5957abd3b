import { Card, SimpleGrid, Text } from '@mantine/core';
import type { ChangeView, ReportView } from '../../../src/insight/report.view.ts';
import { language, words } from '../words.ts';
import { reais } from './money.ts';

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

export const count = (value: number) => whole.format(value);
export const percent = (value: number) => `${tenth.format(value)} %`;
const seconds = (ms: number) => `${tenth.format(ms / 1000)} s`;

/** In whichever currency it was spent. */
export const spent = (currency: string) => (value: number) =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).format(value);

type FigureName = keyof ReportView['figures'];

/** How each is shown, and whether more of it is better; `null`: that depends. */
const formats: Readonly<Record<FigureName, readonly [show: (value: number) => string, moreIsBetter: boolean]>> = {
  conversations: [count, true],
  bookings: [count, true],
  conversionPercent: [percent, true],
  revenueCents: [reais, true],
  answeredPercent: [percent, true],
  answerMs: [seconds, false],
  quality: [(value) => tenth.format(value), true],
  stars: [(value) => `${tenth.format(value)} ★`, true],
  handoffPercent: [percent, false],
  messages: [count, true],
};

type FiguresProps = {
  /** In the order in which they are shown. */
  readonly figures: readonly (readonly [name: FigureName, change: ChangeView])[];
  readonly spending: Pick<ReportView['spending'], 'currency' | 'messageCost' | 'modelDollars'>;
  /** What they are held against, in a few words. */
  readonly against: string;
};

/** What the business did and spent, each figure against another stretch. */
export function Figures({ figures, spending: { currency, messageCost, modelDollars }, against }: FiguresProps) {
  const names = words.overview.figures;
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }}>
      {figures.map(([name, change]) => {
        const [show, moreIsBetter] = formats[name];
        return (
          <Tile
            against={against}
            change={change}
            key={name}
            moreIsBetter={moreIsBetter}
            name={names[name]}
            show={show}
          />
        );
      })}
      <Tile
        against={currency === null ? null : against}
        change={messageCost}
        moreIsBetter={null}
        name={names.messageCost}
        show={spent(currency ?? 'USD')}
      />
      <Tile against={against} change={modelDollars} moreIsBetter={null} name={names.modelDollars} show={spent('USD')} />
    </SimpleGrid>
  );
}

type TileProps = {
  readonly name: string;
  readonly change: ChangeView;
  readonly show: (value: number) => string;
  readonly moreIsBetter: boolean | null;
  /** `null`: nobody has said what it costs. */
  readonly against: string | null;
};

function Tile({ name, change, show, moreIsBetter, against }: TileProps) {
  return (
    <Card padding="sm" withBorder>
      <Text c="dimmed" size="sm">
        {name}
      </Text>
      <Text fw={600} size="xl">
        {change.now === null ? '–' : show(change.now)}
      </Text>
      {against === null ? (
        <Text c="dimmed" size="xs">
          {words.overview.noPrices}
        </Text>
      ) : (
        <Against against={against} change={change} moreIsBetter={moreIsBetter} />
      )}
    </Card>
  );
}

type AgainstProps = Pick<TileProps, 'change' | 'moreIsBetter'> & { readonly against: string };

/** The arrow says it without the colour. */
function Against({ change: { now, before }, moreIsBetter, against }: AgainstProps) {
  if (now === null || before === null || before === 0) {
    return (
      <Text c="dimmed" size="xs">
        {words.overview.noBefore}
      </Text>
    );
  }
  const change = ((now - before) / before) * 100;
  const isFlat = Math.abs(change) < 1;
  const color = isFlat || moreIsBetter === null ? 'dimmed' : change > 0 === moreIsBetter ? 'teal' : 'red';
  const arrow = isFlat ? '→' : change > 0 ? '▲' : '▼';
  return (
    <Text c={color} size="xs">
      {arrow} {percent(Math.abs(change))} {against}
    </Text>
  );
}
