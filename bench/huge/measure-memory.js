/**
 * What each Sluice has in memory, after its inventory was filled and its pages were shown.
 *
 * @param {{ worlds: readonly import('./worlds.js').World[] }} setting
 * @returns {Promise<import('../list/report.js').Line[]>}
 */
export async function measureMemory({ worlds }) {
  return worlds.flatMap(({ name, product }) => {
    const memory = product.memory();
    if (memory === null) return [];
    return [
      { name: `memory, ${name}`, unit: 'MiB', values: [memory.nowMiB] },
      { name: `memory at its peak, ${name}`, unit: 'MiB', values: [memory.peakMiB] },
    ];
  });
}
