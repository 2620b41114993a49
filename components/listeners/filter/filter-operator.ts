/** How a filter compares, as the bar names it. */
export type FilterOperator =
  | 'is'
  | 'isNot'
  | 'anyOf'
  | 'noneOf'
  | 'contains'
  | 'lacks'
  | 'begins'
  | 'beginsNot'
  | 'between'
  | 'within'
  | 'atLeast'
  | 'atMost'
  | 'noCap'
  | 'unknown'
  | 'inLast'
  | 'longerAgo';
