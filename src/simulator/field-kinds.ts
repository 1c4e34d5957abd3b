/** What a webhook's value is made from. */
export type FieldMaking = {
  readonly displayPhoneNumber: string;
  readonly phoneNumberId: string;
  readonly waId: string;
  readonly userId: string;
  /** Unix time in seconds. */
  readonly at: number;
  /** Makes each update another one. */
  readonly unique: string;
};

type Value = Readonly<Record<string, unknown>>;
type Field = { readonly field: string; readonly value: (making: FieldMaking) => Value };

const template = {
  message_template_id: 1,
  message_template_name: 'visit_reminder',
  message_template_language: 'pt_BR',
};

function of(field: string, value: Value | ((making: FieldMaking) => Value)): Field {
  return { field, value: typeof value === 'function' ? value : () => value };
}

/** A value that names its number. */
const routed = (value: (making: FieldMaking) => Value) => (making: FieldMaking) => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: making.displayPhoneNumber, phone_number_id: making.phoneNumberId },
  ...value(making),
});

const account = (event: string, more: Value = {}) => of('account_update', { event, ...more });
const status = (event: string, more: Value = {}) =>
  of('message_template_status_update', { event, ...template, ...more });
const numberOf = (field: string, more: Value) =>
  of(field, ({ displayPhoneNumber }) => ({ display_phone_number: displayPhoneNumber, ...more }));

/** What Meta tells on other fields than `messages`, and beside messages on it. One of each event. */
export const fieldKinds: readonly Field[] = [
  of(
    'messages',
    routed(() => ({ errors: [{ code: 131000, title: 'Something went wrong' }] })),
  ),
  of(
    'calls',
    routed(({ waId, userId, at, unique }) => ({
      calls: [
        {
          id: `wacid.${unique}`,
          from: waId,
          from_user_id: userId,
          to: '551155500100',
          event: 'connect',
          direction: 'USER_INITIATED',
          timestamp: String(at),
        },
      ],
    })),
  ),
  of(
    'calls',
    routed(({ waId, at, unique }) => ({
      statuses: [{ id: `wacid.${unique}`, type: 'call', status: 'RINGING', timestamp: String(at), recipient_id: waId }],
    })),
  ),
  of(
    'smb_message_echoes',
    routed(({ waId, userId, at, unique }) => ({
      message_echoes: [
        {
          from: '551155500100',
          to: waId,
          to_user_id: userId,
          id: `wamid.echo${unique}`,
          timestamp: String(at),
          type: 'text',
          text: { body: 'já respondo' },
        },
      ],
    })),
  ),
  of(
    'history',
    routed(() => ({ history: [{ metadata: { phase: 0, chunk_order: 1, progress: 10 }, threads: [] }] })),
  ),
  of(
    'smb_app_state_sync',
    routed(() => ({ state_sync: [{ type: 'contact', action: 'add' }] })),
  ),
  of(
    'standby',
    routed(() => ({ standby: { messages: [{ id: 'wamid.standby', type: 'text' }] } })),
  ),
  of(
    'messaging_handovers',
    routed(() => ({ messaging_handovers: [{}] })),
  ),
  of(
    'user_preferences',
    routed(({ waId, userId, at }) => ({
      user_preferences: [
        { wa_id: waId, user_id: userId, category: 'marketing_messages', value: 'stop', timestamp: at },
      ],
    })),
  ),
  of(
    'user_preferences',
    routed(({ waId, userId, at }) => ({
      user_preferences: [
        { wa_id: waId, user_id: userId, category: 'marketing_messages', value: 'resume', timestamp: at },
      ],
    })),
  ),
  status('APPROVED', { reason: null }),
  status('REJECTED', { reason: 'INVALID_FORMAT', rejection_info: { reason: 'x', recommendation: 'y' } }),
  status('DISABLED', { disable_info: { disable_date: 1 } }),
  status('PAUSED'),
  status('FLAGGED'),
  status('PENDING_DELETION'),
  of('message_template_quality_update', { ...template, previous_quality_score: 'GREEN', new_quality_score: 'RED' }),
  of('message_template_components_update', {
    ...template,
    message_template_element: 'x',
    message_template_buttons: [],
  }),
  of('template_category_update', { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' }),
  of('template_correct_category_detection', { ...template, correct_category: 'MARKETING' }),
  ...['THROUGHPUT_UPGRADE', 'FLAGGED', 'UNFLAGGED', 'UPGRADE', 'DOWNGRADE'].map((event) =>
    numberOf('phone_number_quality_update', { event, max_daily_conversations_per_business: 'TIER_2K' }),
  ),
  numberOf('phone_number_name_update', { decision: 'REJECTED', requested_verified_name: 'x', rejection_reason: 'y' }),
  numberOf('security', { event: 'PIN_CHANGED', requester: '1' }),
  of('account_settings_update', { type: 'phone_number_settings', timestamp: 1 }),
  account('ACCOUNT_RESTRICTION', {
    restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1 }],
  }),
  account('ACCOUNT_RECONNECTED'),
  account('ACCOUNT_VIOLATION', { violation_info: { violation_type: 'ALCOHOL' } }),
  account('DISABLED_UPDATE', { ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'x' } }),
  account('DISABLED_UPDATE', { ban_info: { waba_ban_state: 'REINSTATE' } }),
  account('ACCOUNT_DELETED'),
  account('ACCOUNT_OFFBOARDED'),
  account('ACCOUNT_RECONNECTED', { again: true }),
  ...[
    'PARTNER_ADDED',
    'PARTNER_REMOVED',
    'PARTNER_APP_INSTALLED',
    'PARTNER_APP_UNINSTALLED',
    'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE',
    'AD_ACCOUNT_LINKED',
    'MM_LITE_TERMS_SIGNED',
    'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE',
    'VOLUME_BASED_PRICING_TIER_UPDATE',
    'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE',
  ].map((event) => account(event)),
  of('account_alerts', { entity_type: 'WABA', alert_info: { alert_severity: 'WARNING', alert_type: 'x' } }),
  of('account_review_update', { decision: 'APPROVED' }),
  of('business_capability_update', {
    max_daily_conversations_per_business: 'TIER_10K',
    max_phone_numbers_per_waba: 25,
  }),
  numberOf('business_username_update', { username: 'salao', status: 'approved' }),
  numberOf('business_username_updates', { username: 'salao', status: 'approved' }),
  ...['group_lifecycle_update', 'group_participants_update', 'group_settings_update', 'group_status_update'].map(
    (field) =>
      of(
        field,
        routed(({ at }) => ({ groups: [{ group_id: 'x', type: 'group_create', timestamp: String(at) }] })),
      ),
  ),
  ...[
    'automatic_events',
    'tracking_events',
    'partner_solutions',
    'payment_configuration_update',
    'flows',
    'message_echoes',
  ].map((field) => of(field, { event: 'x' })),
  of(
    'user_id_update',
    routed(({ waId, userId, at }) => ({
      user_id_update: [{ wa_id: waId, user_id: { previous: userId, current: `${userId}U` }, timestamp: String(at) }],
    })),
  ),
  of('tomorrow', { anything: ['goes'] }),
];
