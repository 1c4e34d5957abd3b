import { fastify } from 'fastify';
import { configOf } from '../src/platform/config.ts';
import { webhookRoutes } from '../src/whatsapp/webhook.routes.ts';

/** The webhook without a database: what acknowledging costs when nothing is kept. */
const config = configOf(process.env);
const app = fastify();
await app.register(webhookRoutes, {
  appSecrets: [config.WHATSAPP_APP_SECRET],
  verifyToken: config.WHATSAPP_VERIFY_TOKEN,
  keep: async () => undefined,
});
app.get('/health', async () => ({ status: 'healthy' }));
await app.listen({ port: config.PORT, host: '127.0.0.1' });
