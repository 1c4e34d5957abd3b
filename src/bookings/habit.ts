import { z } from 'zod';
import { ProfessionalId, ServiceId } from '../business/business.ts';

/** What a contact usually wants. It is offered, and counts after a yes. */
export const Habit = z.object({ service: ServiceId.nullable(), professional: ProfessionalId.nullable() });
export type Habit = z.output<typeof Habit>;
