import { callsPerSecond, timeFilling } from './filling.js';

/**
 * How long an inventory takes that begins empty, where the service lets few calls through.
 *
 * @param {import('./setting.js').Setting} setting
 * @returns {Promise<import('./report.js').Line[]>}
 */
export async function measureFilling({ rounds }) {
  const fillings = [];
  for (let round = 0; round < rounds; round += 1) fillings.push(await timeFilling());
  const [{ needed }] = fillings;
  const at = `${callsPerSecond} calls a second`;
  return [
    { name: `filling at ${at}`, unit: 's', values: fillings.map(({ seconds }) => seconds), digits: 1 },
    {
      name: `filling / floor of ${needed} calls`,
      unit: '×',
      values: fillings.map(({ seconds, floorSeconds }) => seconds / floorSeconds),
      digits: 2,
      atMost: 1.1,
    },
    { name: 'calls sent', unit: '', values: fillings.map(({ calls }) => calls) },
    { name: 'of them throttled', unit: '', values: fillings.map(({ throttled }) => throttled) },
  ];
}
