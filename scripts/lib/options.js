import { parseArgs } from 'node:util';
import { Problem } from './problem.js';

/**
 * The options of a command.
 *
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} Options
 * @param {readonly string[]} args
 * @param {Options} options
 * @param {string} [usage] said below what is wrong with the arguments
 * @throws {Problem} if there are others
 */
export function optionsFrom(args, options, usage) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Problem(usage === undefined ? message : `${message}\nUsage: ${usage}`);
  }
}
