import { fastify } from 'fastify';
import { templatesOf } from './agent/templates.ts';
import type { Config } from './platform/config.ts';
import { listen } from './platform/http.ts';
import type { Logger } from './platform/log.ts';
import { openSimulator } from './simulator/simulator.job.ts';
import { simulatorRoutes } from './simulator/simulator.routes.ts';
import { reopeningsToRegister } from './whatsapp/reopening.ts';

/** What the demo's campaigns can say. */
const news = {
  name: 'month_offer',
  language: 'pt_BR',
  category: 'MARKETING',
  body: 'Oi, {{1}}! Em {{2}}, quem marcar um horário ganha um mimo nosso. Quer que eu veja um horário para você?',
  buttons: ['Quero agendar', 'Parar promoções'],
} as const;

/** Serves the simulator: a false Graph API, false contacts, and a phone page in the browser. */
export async function serveSimulator(
  config: Config,
  businessName: string,
  log: Logger,
): Promise<{ close: () => Promise<void> }> {
  const simulator = openSimulator({
    webhookUrl: `http://127.0.0.1:${config.PORT}/webhook`,
    appSecret: config.WHATSAPP_APP_SECRET.reveal(),
    appSecretOld: config.WHATSAPP_APP_SECRET_OLD?.reveal(),
    accessToken: config.WHATSAPP_ACCESS_TOKEN.reveal(),
    phoneNumberId: config.WHATSAPP_PHONE_NUMBER_ID,
    displayPhoneNumber: '551155500100',
    businessAccountId: '200000000000001',
    businessName,
    templates: [...templatesOf(config), ...reopeningsToRegister(config.TEMPLATE_REOPENING), news],
    clock: () => Temporal.Now.instant(),
    random: Math.random,
    log: (event, fields) => log.warn(fields, `simulator.${event}`),
  });
  const app = fastify({ forceCloseConnections: true });
  await app.register(simulatorRoutes, simulator);
  await listen(app, { host: config.HOST, port: config.SIMULATOR_PORT, setting: 'SIMULATOR_PORT' });
  log.info({ port: config.SIMULATOR_PORT }, 'simulator.listening');
  return { close: () => app.close() };
}
