import {
  ClientSideRowModelModule,
  ModuleRegistry,
  PaginationModule,
  QuickFilterModule,
} from 'ag-grid-community';
import { createGrid } from 'ag-grid-community';

ModuleRegistry.registerModules([ClientSideRowModelModule, PaginationModule, QuickFilterModule]);

const response = await fetch('rows.json');
const rowData = await response.json();

const columns = {
  port: 'Port',
  status: 'Status',
  instance: 'Instance',
  loadBalancerId: 'Id',
  regionId: 'Region',
  backend: 'Backend',
  scheduler: 'Scheduler',
  bandwidth: 'Mbit/s',
  access: 'Access',
  healthCheck: 'Health check',
  description: 'Description',
};

/** The quick filter at its best: what each row is looked through for is kept, and every key is obeyed at once. */
const grid = createGrid(document.querySelector('#grid'), {
  rowData,
  columnDefs: Object.entries(columns).map(([field, headerName]) => ({ field, headerName, flex: 1 })),
  cacheQuickFilter: true,
  pagination: true,
  paginationPageSize: 25,
  paginationPageSizeSelector: [25, 50, 100],
});

document.querySelector('input').addEventListener('input', (event) => {
  grid.setGridOption('quickFilterText', event.currentTarget.value);
});
