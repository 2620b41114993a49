import { getLocale, getTranslations } from 'next-intl/server';
import { LOCALES, type Locale } from '@/lib/i18n/locales';
import type { Translator } from '@/lib/i18n/translator';
import { UNLIMITED_BANDWIDTH } from '@/lib/model/limits';
import { entryCountOf, type ListedListener, type UnreadableCell } from '@/lib/model/list-row';
import { permissionOf, type Access } from '@/lib/model/permission';
import { unclearReasonOf } from '@/lib/model/reach';
import type { RowLanguage, RowMessages } from '@/lib/listeners/list/filterable-row';
import { mayDo, type ListenerAction, type BlockReason } from '@/lib/model/rules';
import { ownerMessages } from './owner-text';
import { protectionText } from './protection-text';

/** Name over detail; the detail is empty where there is none. */
export type TwoLines = readonly [first: string, second: string];

export type AccessMessages = {
  kind: 'open' | 'allow' | 'deny' | 'care' | 'other' | 'unknown';
  text: string;
  /** The consequence, where it is not what the name promises, or why it is not known. */
  title?: string;
  lists: string;
};

/** Cells without a value, and why; one whose listener simply has none (a description) is not among them. */
export type SilentCells = Partial<Record<UnreadableCell, string>>;

/** The statuses that have a message. */
export const shownStatuses = [
  'running',
  'stopped',
  'starting',
  'stopping',
  'configuring',
  'unknown',
] as const;

/** A status in the reader's language; one without a message is shown as it is. */
export function statusTextIn(t: Translator<'domain.status'>, status: string): string {
  const known = shownStatuses.find((word) => word === status);
  return known === undefined ? status : t(known);
}

/** What the list is sorted by, in the reader's language, and searched in, which is every language. */
export async function rowLanguage(access: Access): Promise<RowLanguage> {
  const locale = await getLocale();
  const words = async (of: Locale): Promise<RowMessages> => (await cellMessages(access, of)).row;
  const [own, ...others] = await Promise.all([
    words(locale),
    ...LOCALES.filter((other) => other !== locale).map(words),
  ]);
  return { locale, own, others };
}

export async function cellMessages(access: Access, of?: Locale): Promise<CellMessages> {
  const locale = of ?? (await getLocale());
  const [t, domain] = await Promise.all([
    getTranslations({ locale, namespace: 'list' }),
    getTranslations({ locale, namespace: 'domain' }),
  ]);
  return cellMessagesIn({ t, domain }, access);
}

type Translators = { t: Translator<'list'>; domain: Translator<'domain'> };

/** The texts of a row's cells, in the translators' language: what is shown is also what is searched. */
export function cellMessagesIn({ t, domain }: Translators, access: Access) {
  // Looked up once per page, not per row, and what has a number in it once per number: thousands of rows are searched, and
  // they say the same few things.
  const statusTexts = new Map<string, string>(shownStatuses.map((word) => [word, domain(`status.${word}`)]));
  const groupTexts = {
    'vserver-group': t('table.vserver-group'),
    'primary-secondary-group': t('table.primary-secondary-group'),
    port: t('table.port'),
  };
  const noCap = t('table.noCap');
  const separator = domain('separator');
  const open = {
    internet: t('table.openInternet'),
    intranet: t('table.openIntranet'),
    unknown: t('table.open'),
  };
  const addressTypes: Readonly<Record<string, string>> = {
    internet: domain('addressType.internet'),
    intranet: domain('addressType.intranet'),
  };
  const off = t('table.off');
  const unknown = t('table.unknown');
  const unreadable = t('table.unreadable');
  const unreturned = t('table.unreturned');
  const checkBackendPort = t('table.checkBackendPort');
  const readOnly = t('table.readOnly');
  const backendPort = once((port: number) => t('table.backendPort', { port }));
  const checkedPort = once((port: number) => t('table.checkPort', { port }));
  const secondsText = once((count: number) => t('table.seconds', { count }));
  const minutesText = once((count: number) => t('table.minutes', { count }));
  const counted = {
    allowCount: once((count: number) => t('table.allowCount', { count })),
    denyCount: once((count: number) => t('table.denyCount', { count })),
    allowFull: once((count: number) => t('table.allowFull', { count })),
    denyFull: once((count: number) => t('table.denyFull', { count })),
  };
  const check = once((type: string, interval: string) => t('table.check', { type, interval }));
  const blockReasonText = (blockReason: BlockReason, reason: string | null): string => {
    const words = domain(`blockReason.${blockReason}`);
    return reason === null ? words : t('action.because', { blockReason: words, reason });
  };

  const status = (word: string): string => statusTexts.get(word) ?? word;

  function backend({ backend: target }: ListedListener): TwoLines {
    if (target.kind === 'unknown') return ['', ''];
    if (target.kind !== 'port') return [target.name ?? target.groupId, groupTexts[target.kind]];
    const { backendServerPort: port } = target;
    return [groupTexts.port, port === null ? '' : backendPort(port)];
  }

  function bandwidth({ bandwidthMbps }: ListedListener): string {
    if (bandwidthMbps === null) return '';
    return bandwidthMbps === UNLIMITED_BANDWIDTH ? noCap : String(bandwidthMbps);
  }

  function accessText({ access: acl, reach }: ListedListener): AccessMessages {
    if (acl.status === 'unknown') return { kind: 'unknown', text: unknown, lists: '' };
    if (acl.status === 'off') return { kind: 'open', text: open[reach.from], lists: '' };
    const lists = acl.lists.map(({ name, aclId }) => name ?? aclId).join(separator);
    const count = entryCountOf(acl);
    switch (reach.because) {
      case 'empty-allowlist':
        return { kind: 'care', text: t('table.allowOpen'), title: t('table.allowOpenTitle'), lists };
      case 'empty-denylist':
        return { kind: 'care', text: t('table.denyNobody'), title: t('table.denyNobodyTitle'), lists };
      case 'full-allowlist':
      case 'full-denylist': {
        const word = reach.because === 'full-allowlist' ? 'allowFull' : 'denyFull';
        // What else is on lists that could not be read changes nothing: all is all.
        const text = count === null ? t(`table.${word}Uncounted`) : counted[word](count);
        return { kind: 'care', text, title: t(`table.${word}Title`), lists };
      }
      case 'unknown-type':
        return { kind: 'other', text: acl.type, title: t('table.unclear-unknown-type'), lists };
      default:
    }
    const word = acl.type === 'white' ? 'allow' : 'deny';
    const text = count === null ? t(`table.${word}`) : counted[`${word}Count`](count);
    return reach.who === 'unknown'
      ? { kind: 'unknown', text, title: t(`table.unclear-${unclearReasonOf(reach.because)}`), lists }
      : { kind: word, text, lists };
  }

  /** A kind of address; a word not known today is its own. */
  function addressTypeWord(word: string): string {
    return addressTypes[word] ?? word;
  }

  function healthCheck({ healthCheck: checks }: ListedListener): TwoLines {
    if (checks === null) return ['', ''];
    if (checks.status === 'off') return [off, ''];
    const type = checks.type?.toUpperCase() ?? t('table.checkOn');
    const interval = checks.intervalSeconds;
    return [interval === null ? type : check(type, duration(interval)), checkPort(checks.connectPort)];
  }

  function checkPort(port: number | 'unknown' | null): string {
    if (port === 'unknown') return '';
    return port === null ? checkBackendPort : checkedPort(port);
  }

  /** Why cells say nothing: what SLB sent cannot be read, or it did not tell. Undefined where there is no such cell. */
  function silent(listener: ListedListener): SilentCells | undefined {
    const { access: acl, backend: target, protocol, loadBalancer } = listener;
    const isTcp = protocol === 'tcp';
    const why: SilentCells = {};
    // Other protocols return fewer fields.
    if (isTcp && listener.status === 'unknown') why.status = unreturned;
    if (isTcp && listener.scheduler === null) why.scheduler = unreturned;
    if (isTcp && listener.bandwidthMbps === null) why.bandwidth = unreturned;
    if (isTcp && listener.healthCheck === null) why['health-check'] = unreturned;
    if (acl.status === 'unknown') why.access = unreturned;
    if (target.kind === 'unknown') why.backend = unreturned;
    if (!loadBalancer.address) why.address = unreturned;
    if (loadBalancer.addressType === '') why['address-type'] = unreturned;
    if (loadBalancer.tags === undefined) why.tag = unreturned;
    for (const cell of listener.unreadable ?? []) why[cell] = unreadable;
    return Object.keys(why).length > 0 ? why : undefined;
  }

  /** What else must be said of the instance: its protections. Empty where there is none. */
  const protection = ({ loadBalancer }: ListedListener): string =>
    protectionText(loadBalancer, { t, domain });

  /** A span of time, in its largest whole unit. */
  function duration(seconds: number): string {
    return seconds < 120 ? secondsText(seconds) : minutesText(Math.floor(seconds / 60));
  }

  /** Its backends, as the object of a sentence. `isOld`: their number is older than the page says, so it is left out. */
  function backendsPhrase({ backend: target }: ListedListener, isOld = false): string {
    switch (target.kind) {
      case 'unknown':
        return t('dialog.unknownGroup');
      case 'port':
        return target.backendServerPort === null
          ? t('dialog.defaultGroup')
          : t('dialog.defaultGroupPort', { port: target.backendServerPort });
      case 'vserver-group': {
        const name = target.name ?? target.groupId;
        return target.serverCount === null || isOld
          ? t('dialog.vserver-group', { name })
          : t('dialog.vserverGroupCount', { name, count: target.serverCount });
      }
      case 'primary-secondary-group':
        return t('dialog.primary-secondary-group', { name: target.name ?? target.groupId });
    }
  }

  return {
    name: (listener: ListedListener) =>
      t('action.name', {
        port: listener.listenerPort,
        protocol: listener.protocol.toUpperCase(),
        instance: listener.loadBalancer.name,
      }),
    status,
    backend,
    bandwidth,
    access: accessText,
    addressTypeWord,
    healthCheck,
    silent,
    protection,
    owner: ({ owner }: ListedListener) => (owner === undefined ? null : ownerMessages(owner, domain)),
    /** Why an action cannot be done now; null where it can. */
    blockReason: (action: ListenerAction | 'edit', listener: ListedListener) => {
      const verdict = mayDo(action, listener, listener.loadBalancer, permissionOf(access, action, listener));
      return verdict.allowed ? null : blockReasonText(verdict.blockReason, verdict.reason);
    },
    backendsPhrase,
    duration,
    readOnly,
    row: (listener: ListedListener): ReturnType<RowMessages> => {
      const { text, lists } = accessText(listener);
      return {
        port: `${listener.listenerPort} ${listener.protocol.toUpperCase()}${listener.protocol === 'tcp' ? '' : ` ${readOnly}`}`,
        status: status(listener.status),
        instance: `${listener.loadBalancer.name} ${listener.loadBalancerId} ${protection(listener)}`.trim(),
        region: listener.regionId,
        address: listener.loadBalancer.address ?? '',
        'address-type': addressTypeWord(listener.loadBalancer.addressType),
        backend: backend(listener).join(' ').trim(),
        scheduler: listener.scheduler ?? '',
        bandwidth: bandwidth(listener),
        access: `${text} ${lists}`.trim(),
        // It changes while the row does not: see row-health.ts.
        healthy: '',
        'health-check': healthCheck(listener).join(' ').trim(),
        // Its age changes while the row does not.
        changed: '',
        description: listener.description ?? '',
        tag: tagTexts(listener).join(' '),
      };
    },
  };
}

/** `key=value`, its own tags before those of its instance. */
export function tagTexts({ tags = [], loadBalancer }: ListedListener): string[] {
  const texts = [...tags, ...(loadBalancer.tags ?? [])].map(({ key, value }) => `${key}=${value}`);
  return [...new Set(texts)];
}

export type CellMessages = ReturnType<typeof cellMessagesIn>;

/** Formats once per set of values. */
function once<Values extends readonly (string | number)[]>(
  format: (...values: Values) => string,
): (...values: Values) => string {
  const known = new Map<string, string>();
  return (...values) => {
    const key = values.join('\n');
    const text = known.get(key) ?? format(...values);
    known.set(key, text);
    return text;
  };
}
