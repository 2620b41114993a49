/** On a phone the filters share one line with the order and the refresh; the skeleton is as wide as they are. */
export const FILTER_WIDTH = 'max-sm:flex-1 max-sm:px-1.5';
