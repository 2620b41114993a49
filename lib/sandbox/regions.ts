/** slb-api.md 2: the whole endpoint table. */

export type Region = {
  readonly regionId: string;
  readonly endpoint: string;
  readonly names: { readonly 'zh-CN': string; readonly 'en-US': string; readonly ja: string };
};

const SHARED_ENDPOINT = 'slb.aliyuncs.com';

const ON_SHARED_ENDPOINT: readonly (readonly [string, string, string, string])[] = [
  ['cn-qingdao', '华北1（青岛）', 'China (Qingdao)', '中国 (青島)'],
  ['cn-beijing', '华北2（北京）', 'China (Beijing)', '中国 (北京)'],
  ['cn-hangzhou', '华东1（杭州）', 'China (Hangzhou)', '中国 (杭州)'],
  ['cn-shanghai', '华东2（上海）', 'China (Shanghai)', '中国 (上海)'],
  ['cn-shenzhen', '华南1（深圳）', 'China (Shenzhen)', '中国 (深圳)'],
  ['cn-hongkong', '中国香港', 'China (Hong Kong)', '中国 (香港)'],
  ['ap-southeast-1', '新加坡', 'Singapore', 'シンガポール'],
  ['us-east-1', '美国（弗吉尼亚）', 'US (Virginia)', '米国 (バージニア)'],
  ['us-west-1', '美国（硅谷）', 'US (Silicon Valley)', '米国 (シリコンバレー)'],
  ['cn-shanghai-finance-1', '华东2 金融云', 'China East 2 Finance', '中国東部 2 金融クラウド'],
  ['cn-shenzhen-finance-1', '华南1 金融云', 'China South 1 Finance', '中国南部 1 金融クラウド'],
  ['cn-north-2-gov-1', '华北2 阿里政务云1', 'China North 2 Ali Gov 1', '中国北部 2 政務クラウド 1'],
];

const ON_OWN_ENDPOINT: readonly (readonly [string, string, string, string])[] = [
  ['cn-zhangjiakou', '华北3（张家口）', 'China (Zhangjiakou)', '中国 (張家口)'],
  ['cn-huhehaote', '华北5（呼和浩特）', 'China (Hohhot)', '中国 (フフホト)'],
  ['cn-wulanchabu', '华北6（乌兰察布）', 'China (Ulanqab)', '中国 (ウランチャブ)'],
  ['cn-chengdu', '西南1（成都）', 'China (Chengdu)', '中国 (成都)'],
  ['cn-heyuan', '华南2（河源）', 'China (Heyuan)', '中国 (河源)'],
  ['cn-guangzhou', '华南3（广州）', 'China (Guangzhou)', '中国 (広州)'],
  ['cn-nanjing', '华东5（南京）', 'China (Nanjing)', '中国 (南京)'],
  ['cn-fuzhou', '华东6（福州）', 'China (Fuzhou)', '中国 (福州)'],
  ['cn-wuhan-lr', '华中1（武汉）', 'China (Wuhan)', '中国 (武漢)'],
  ['cn-zhengzhou-jva', '郑州（联通合营）', 'Zhengzhou (China Unicom Joint Venture)', '鄭州 (聯通合弁)'],
  ['cn-beijing-finance-1', '华北2 金融云', 'China North 2 Finance', '中国北部 2 金融クラウド'],
  ['cn-heyuan-acdr-1', '河源 专属云', 'Heyuan ACDR Auto Driving', '河源 専属クラウド'],
  ['ap-northeast-1', '日本（东京）', 'Japan (Tokyo)', '日本 (東京)'],
  ['ap-northeast-2', '韩国（首尔）', 'South Korea (Seoul)', '韓国 (ソウル)'],
  ['ap-south-1', '印度（孟买）', 'India (Mumbai)', 'インド (ムンバイ)'],
  ['ap-southeast-2', '澳大利亚（悉尼）', 'Australia (Sydney)', 'オーストラリア (シドニー)'],
  ['ap-southeast-3', '马来西亚（吉隆坡）', 'Malaysia (Kuala Lumpur)', 'マレーシア (クアラルンプール)'],
  ['ap-southeast-5', '印度尼西亚（雅加达）', 'Indonesia (Jakarta)', 'インドネシア (ジャカルタ)'],
  ['ap-southeast-6', '菲律宾（马尼拉）', 'Philippines (Manila)', 'フィリピン (マニラ)'],
  ['ap-southeast-7', '泰国（曼谷）', 'Thailand (Bangkok)', 'タイ (バンコク)'],
  ['eu-central-1', '德国（法兰克福）', 'Germany (Frankfurt)', 'ドイツ (フランクフルト)'],
  ['eu-west-1', '英国（伦敦）', 'UK (London)', '英国 (ロンドン)'],
  ['me-east-1', '阿联酋（迪拜）', 'UAE (Dubai)', 'UAE (ドバイ)'],
  ['me-central-1', '沙特（利雅得）', 'SAU (Riyadh)', 'サウジアラビア (リヤド)'],
  ['na-south-1', '墨西哥', 'Mexico', 'メキシコ'],
];

export const REGIONS: ReadonlyMap<string, Region> = new Map(
  [
    ...ON_SHARED_ENDPOINT.map((row) => [row, SHARED_ENDPOINT] as const),
    ...ON_OWN_ENDPOINT.map((row) => [row, `slb.${row[0]}.aliyuncs.com`] as const),
  ].map(([[regionId, zh, en, ja], endpoint]) => [
    regionId,
    { regionId, endpoint, names: { 'zh-CN': zh, 'en-US': en, ja } },
  ]),
);

/** Regions whose many zones are requested most. The sheet lists no zones: these stand for them. */
const MANY_ZONES = new Set(['cn-beijing', 'cn-hangzhou', 'cn-shanghai', 'cn-shenzhen']);

/** `cn-hangzhou-b`; a region that ends in a digit takes its letter without a hyphen: `eu-central-1a`. */
export function zoneId(regionId: string, letter: string): string {
  return /\d$/.test(regionId) ? `${regionId}${letter}` : `${regionId}-${letter}`;
}

export function zonesOf(regionId: string): { readonly zoneId: string; readonly letter: string }[] {
  const letters = MANY_ZONES.has(regionId) ? 'abcdefghijk' : 'abc';
  return [...letters].map((letter) => ({ zoneId: zoneId(regionId, letter), letter: letter.toUpperCase() }));
}
