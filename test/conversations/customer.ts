import { questionIn, type TracedAct } from './acts.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { Delivery, Message } from './channel.ts';
import { tappableIn } from './content.ts';
import { dayForm, exactTimeForm, form, timeForm } from './forms.ts';
import { isInWindow, self, type Goal } from './goals.ts';
import { gapMs, inBursts, noises, noisy } from './noise.ts';
import type { Exchange, Meaning, Stage } from './stage.ts';
import { answerTo, type Answer, type Want } from './want.ts';

/** What a customer does next, before it is put into messages. */
export type Saying = Meaning & { readonly text: string; readonly tap?: string };

const silent: readonly string[] = [];
const saying = (text: string, tells: readonly string[] = silent, yes = false): Saying => ({ text, tells, yes });

export function wantOfGoal(goal: Goal): Want {
  const fits: Want['fits'] = ({ service, professional, start }) =>
    goal.services.includes(service) &&
    isInWindow(goal, start) &&
    (goal.professional?.key ?? professional) === professional;
  return {
    acts: [goal.kind === 'move' || goal.kind === 'cancel' ? goal.kind : 'book'],
    fits,
    takes: (items) => {
      const [first] = items;
      const services = items
        .map(({ service }) => service)
        .toSorted()
        .join();
      return first !== undefined && fits(first) && services === goal.services.join();
    },
    service: goal.service.key,
    professional: goal.professional?.key ?? null,
    day: goal.day.toString(),
    time: 'at' in goal.window ? goal.window.at : null,
    booking: goal.existing,
  };
}

/** What is done in the end; `null`: nothing but an answer is wanted. */
const deeds: Readonly<Record<Goal['kind'], string | null>> = {
  book: 'book',
  two: 'book',
  move: 'move',
  cancel: 'cancel',
  wait: 'wait',
  price: null,
  hours: null,
  address: null,
};

/**
 * A customer with an agenda: says what they want in some order, answers what is asked, strays now and then, and says
 * yes only to what they came for.
 */
export class Customer {
  private readonly goal: Goal;
  private readonly want: Want;
  private readonly chance: Chance;
  private readonly strays: { price: boolean; aside: boolean; reject: boolean; wrongFirst: boolean; sleeps: boolean };
  private began = false;
  private misheard = false;

  constructor(goal: Goal, seed: number) {
    this.goal = goal;
    this.want = wantOfGoal(goal);
    this.chance = chanceOf(seed, `${goal.id} ${goal.kind}`);
    const happens = (share: number) => this.chance() < share;
    const books = goal.kind === 'book' || goal.kind === 'two';
    this.strays = {
      price: books && happens(0.2),
      aside: books && happens(0.18),
      reject: goal.kind === 'book' && happens(0.3),
      wrongFirst: goal.kind === 'book' && happens(0.12),
      sleeps: books && happens(0.05),
    };
  }

  /** Falls silent once, and goes on the next day. */
  sleeps(): boolean {
    const now = this.began && this.strays.sleeps;
    if (now) this.strays.sleeps = false;
    return now;
  }

  /** `null`: has what they came for, or gives up. */
  next(last: Exchange | undefined, stage: Stage): Saying | null {
    if (!this.began) {
      this.began = true;
      return this.opening();
    }
    if (!last || last.withPerson || last.effects.some(({ kind }) => kind === 'handoff')) return null;
    if (this.isServed(last)) return null;
    if (this.strays.wrongFirst && this.misheard) {
      this.misheard = false;
      this.strays.wrongFirst = false;
      return saying(this.say('correct', { when: this.when() }), this.toldByWhen());
    }
    const answer = answerTo(last.acts, this.want, stage.business);
    return this.aside(answer) ?? (answer ? this.answered(answer, last) : this.again(last));
  }

  private isServed({ acts, effects }: Exchange): boolean {
    const { goal } = this;
    const effect = deeds[goal.kind];
    if (effect === null) return true;
    return (
      effects.some(({ kind }) => kind === effect) && acts.every(({ act }) => act !== 'confirm' && act !== 'refuse')
    );
  }

  private say(key: string, values: Readonly<Record<string, string>> = {}): string {
    return form(this.goal.language, key, this.chance, {
      service: this.serviceName(),
      second: this.goal.second?.name ?? '',
      ...values,
    });
  }

  private serviceName(): string {
    return this.goal.service.name.toLowerCase();
  }

  private today(): Temporal.PlainDate {
    return this.goal.now.toZonedDateTimeISO(this.goal.file.timeZone).toPlainDate();
  }

  private day(day = this.goal.day): string {
    return dayForm(this.goal.language, day, this.today(), this.chance);
  }

  private time(): string {
    const { window, language } = this.goal;
    if ('at' in window) return timeForm(language, window.at, this.chance);
    return window.part === 'day' ? '' : form(language, window.part, this.chance);
  }

  private when(): string {
    return `${this.day()} ${this.time()}`.trim();
  }

  /** Which of 7 and 19 hours, so that nobody need ask again. */
  private halfOfDay(): string {
    const { window, language } = this.goal;
    return 'at' in window ? exactTimeForm(language, window.at, this.chance) : this.when();
  }

  private toldByWhen(): readonly string[] {
    return ['date'];
  }

  private opening(): Saying {
    const { goal, chance } = this;
    switch (goal.kind) {
      case 'price':
      case 'hours':
      case 'address':
        return saying(this.say(goal.kind));
      case 'cancel':
        return saying(this.say('cancel'));
      case 'move':
        return chance() < 0.5
          ? saying(this.say('move', { when: this.when() }), this.toldByWhen())
          : saying(this.say('moveOnly'));
      case 'two':
        return saying(this.say('wishTwo', { when: this.when() }), ['service', 'date']);
      case 'wait':
      case 'book':
        return this.openingOfBooking();
    }
  }

  private openingOfBooking(): Saying {
    const { chance, goal } = this;
    if (this.strays.wrongFirst) {
      this.misheard = true;
      const wrong = this.day(goal.day.add({ days: 1 }));
      return saying(this.say('wish', { when: wrong }), ['service']);
    }
    const roll = chance();
    const who = goal.professional && chance() < 0.7 ? ` ${this.say('with', { who: goal.professional.name })}` : '';
    if (roll < 0.45) return saying(this.say('wish', { when: this.when() + who }), ['service', 'date']);
    if (roll < 0.6) return saying(this.say('wish', { when: this.day() }), ['service', 'date']);
    return roll < 0.9 ? saying(this.say('wishService') + who, ['service']) : saying(this.say('wishNothing'));
  }

  /** Asks something else instead of answering. */
  private aside(answer: Answer | null): Saying | null {
    if (!answer || answer.kind === 'yes') return null;
    if (this.strays.price) {
      this.strays.price = false;
      return saying(this.say('price'));
    }
    if (this.strays.aside) {
      this.strays.aside = false;
      return saying(this.say(this.chance() < 0.5 ? 'hours' : 'payment'));
    }
    return null;
  }

  private answered(answer: Answer, { acts }: Exchange): Saying {
    switch (answer.kind) {
      case 'yes':
        return saying(this.say('yes'), [], true);
      case 'no':
        return saying(this.say('no'));
      case 'slot':
        return this.picked(answer);
      case 'service':
        return saying(this.say('service'), ['service']);
      case 'when':
        return this.refused(acts);
      case 'correct':
        return this.corrected(acts);
      case 'time':
        return saying(this.halfOfDay());
      case 'name':
        return saying(this.say('name', { name: this.goal.name }), ['name']);
      case 'booking':
        return saying(this.day(Temporal.PlainDate.from((this.goal.existing ?? '').slice(0, 10))));
    }
  }

  private picked({ start, index, of, days }: Extract<Answer, { kind: 'slot' }>): Saying {
    const { chance, goal } = this;
    if (this.strays.reject) {
      this.strays.reject = false;
      return saying(this.say('other'));
    }
    if (index === 0 && of > 1 && chance() < 0.2) return saying(this.say('first'));
    if (of === 1) return saying(this.say('yes'), [], true);
    const time = timeForm(goal.language, start.slice(11), chance);
    if (chance() < 0.25) return { ...saying(time), tap: start };
    if (days === 1) return saying(this.say('slot', { time }));
    const day = this.day(Temporal.PlainDate.from(start.slice(0, 10)));
    return saying(this.say('slot', { time: `${day} ${time}` }), ['date']);
  }

  /** The offer has nothing that would do. */
  private refused(acts: readonly TracedAct[]): Saying {
    const question = questionIn(acts);
    if (this.goal.kind === 'wait' && question?.act === 'offer') return saying(this.say('wait'));
    const who = this.goal.professional ? ` ${this.say('with', { who: this.goal.professional.name })}` : '';
    return saying(this.say('when', { when: this.when() }) + (this.chance() < 0.5 ? who : ''), this.toldByWhen());
  }

  /** What is proposed is not what they came for: they say what is wrong with it. */
  private corrected(acts: readonly TracedAct[]): Saying {
    const { goal } = this;
    const proposal = questionIn(acts)?.proposal;
    const what = proposal && this.want.acts.includes(proposal.act) ? 'correct' : goal.kind;
    if (proposal && what !== 'correct' && goal.kind !== 'book') return this.opening();
    const who = goal.professional ? ` ${this.say('with', { who: goal.professional.name })}` : '';
    return saying(this.say('correct', { when: this.when() + who }), this.toldByWhen());
  }

  /** Was not understood, or was only answered: says it again in other words. */
  private again({ acts }: Exchange): Saying {
    const { goal } = this;
    if (goal.kind === 'wait' && acts.some(({ act }) => act === 'refuse')) return saying(this.say('wait'));
    if (goal.kind === 'book' || goal.kind === 'wait')
      return saying(this.say('wish', { when: this.when() }), ['service', 'date']);
    return this.opening();
  }

  /** Puts it into messages, with noise. */
  messagesFor(
    { text, tap, yes }: Saying,
    last: Exchange | undefined,
  ): { readonly messages: readonly Message[]; readonly gapsMs: readonly number[]; readonly delivery: Delivery } {
    const { chance, goal } = this;
    const profile = noises[goal.noise] ?? noises['none'];
    const delivery: Delivery = goal.noise === 'twice' || goal.noise === 'reversed' ? goal.noise : 'plain';
    const option = tap ? this.optionFor(tap, last) : null;
    if (option) return { messages: [{ kind: 'tap', ...option }], gapsMs: [], delivery };
    if (!profile) return { messages: [{ kind: 'text', text }], gapsMs: [], delivery };
    const quiet = yes ? { ...profile, typos: 0, bursts: 0, fillers: 0 } : profile;
    // Portuguese spelling suffers in Portuguese ways.
    const own = goal.language === 'pt' ? quiet : { ...quiet, abbreviations: 0, words: 0, fillers: 0 };
    const texts = inBursts(noisy(text, own, chance), own, chance);
    return {
      messages: texts.map((each) => ({ kind: 'text', text: each })),
      gapsMs: texts.slice(1).map(() => gapMs(chance)),
      delivery,
    };
  }

  private optionFor(
    start: string,
    last: Exchange | undefined,
  ): { readonly option: string; readonly title: string } | null {
    const options = (last?.sent ?? []).flatMap(tappableIn);
    const at = Temporal.PlainDateTime.from(start).toZonedDateTime(this.goal.file.timeZone).toInstant().toString();
    const found = options.find(({ id }) => id.startsWith('slot:') && id.includes(at.slice(0, 16)));
    return found ? { option: found.id, title: found.title } : null;
  }
}

export const sender = (goal: Goal) => ({ waId: self, profile: goal.name });
