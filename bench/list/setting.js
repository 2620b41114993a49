/**
 * What every part of the benchmark is given.
 *
 * @typedef {object} Setting
 * @property {number} rounds
 * @property {import('playwright-core').Browser} browser
 * @property {World} large
 * @property {World} small
 * @property {{ url: string, stop: () => void }} agGrid
 * @property {{ url: string, stop: () => void }} antd
 *
 * @typedef {{ product: import('./product.js').Product, count: number }} World
 */

/** The first row of the list; rows that stand in while the real ones are read are hidden from assistive technology. */
export const firstRow = 'tbody tr:not([aria-hidden="true"])';
