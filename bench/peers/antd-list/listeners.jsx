import {
  DeleteOutlined,
  MoreOutlined,
  PlusOutlined,
  ReloadOutlined,
  SearchOutlined,
} from '@ant-design/icons';
import { App, Badge, Button, Dropdown, Flex, Input, Modal, Progress, Select, Switch, Table, Tag } from 'antd';
import { Tooltip, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { CreateListener } from './create-listener.jsx';

const statuses = { running: 'success', stopped: 'default', starting: 'processing', stopping: 'processing' };
const accessColours = { open: undefined, allow: 'green', deny: 'volcano' };

/** The same list as Sluice's: its columns, search, filters, sorting, pages and actions. */
export function Listeners({ initialRows }) {
  const { notification } = App.useApp();
  const [rows, setRows] = useState(initialRows);
  const [text, setText] = useState('');
  const [filters, setFilters] = useState({ status: [], regionId: [], loadBalancerId: [] });
  const [selected, setSelected] = useState([]);
  const [deleting, setDeleting] = useState(null);
  const [creating, setCreating] = useState(false);
  const [auto, setAuto] = useState(true);

  const shown = useMemo(() => {
    const terms = text.toLowerCase().split(/\s+/).filter(Boolean);
    return rows.filter((row) => {
      for (const [property, values] of Object.entries(filters))
        if (values.length > 0 && !values.includes(row[property])) return false;
      const words = Object.values(row).join('\n').toLowerCase();
      return terms.every((term) => words.includes(term));
    });
  }, [rows, text, filters]);

  function change(row, status) {
    setRows(rows.map((one) => (one.id === row.id ? { ...one, status } : one)));
    notification.success({ message: `${row.port}/${row.protocol} on ${row.instance} is ${status}` });
  }

  const columns = [
    {
      title: 'Port',
      dataIndex: 'port',
      width: 96,
      fixed: 'left',
      sorter: (a, b) => a.port - b.port,
      render: (port, row) => (
        <>
          <Typography.Text strong>{port}</Typography.Text>{' '}
          <Typography.Text type="secondary">{row.protocol}</Typography.Text>
        </>
      ),
    },
    {
      title: 'Status',
      dataIndex: 'status',
      width: 130,
      sorter: byText('status'),
      render: (status) => <Badge status={statuses[status] ?? 'warning'} text={status} />,
    },
    {
      title: 'Instance',
      dataIndex: 'instance',
      width: 190,
      sorter: byText('instance'),
      render: (name, { loadBalancerId }) => (
        <Flex vertical>
          {name}
          <Typography.Text type="secondary" code copyable>
            {loadBalancerId}
          </Typography.Text>
        </Flex>
      ),
    },
    { title: 'Region', dataIndex: 'regionId', width: 110, sorter: byText('regionId') },
    { title: 'Backend', dataIndex: 'backend', width: 130, sorter: byText('backend') },
    { title: 'Scheduler', dataIndex: 'scheduler', width: 90, sorter: byText('scheduler') },
    {
      title: 'Mbit/s',
      dataIndex: 'bandwidth',
      width: 100,
      align: 'right',
      sorter: (a, b) => a.mbps - b.mbps,
      render: (words, { mbps, peakMbps }) =>
        peakMbps === null ? (
          words
        ) : (
          <Tooltip title={`${words} of ${peakMbps} Mbit/s`}>
            {words}
            <Progress percent={(mbps / peakMbps) * 100} showInfo={false} size="small" />
          </Tooltip>
        ),
    },
    {
      title: 'Access',
      dataIndex: 'access',
      width: 130,
      sorter: byText('access'),
      render: (words, { accessKind }) => <Tag color={accessColours[accessKind]}>{words}</Tag>,
    },
    { title: 'Health check', dataIndex: 'healthCheck', width: 120, sorter: byText('healthCheck') },
    { title: 'Description', dataIndex: 'description', ellipsis: true, sorter: byText('description') },
    {
      key: 'actions',
      width: 44,
      fixed: 'right',
      render: (_, row) => (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'start', label: 'Start', disabled: row.status === 'running' },
              { key: 'stop', label: 'Stop', disabled: row.status === 'stopped' },
              { type: 'divider' },
              { key: 'delete', label: 'Delete', danger: true, icon: <DeleteOutlined /> },
            ],
            onClick: ({ key }) =>
              key === 'delete' ? setDeleting(row) : change(row, key === 'start' ? 'running' : 'stopped'),
          }}
        >
          <Button type="text" icon={<MoreOutlined />} aria-label={`Actions for ${row.port}`} />
        </Dropdown>
      ),
    },
  ];

  return (
    <Layout>
      <Flex align="center" gap="small">
        <Typography.Title level={1}>Listeners</Typography.Title>
        <Typography.Text>{rows.length} in all</Typography.Text>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
          Create listener
        </Button>
      </Flex>
      <Flex gap="small">
        <Input
          allowClear
          prefix={<SearchOutlined />}
          placeholder="Search in every column"
          value={text}
          onChange={(event) => setText(event.target.value)}
          suffix={`${shown.length} of ${rows.length}`}
        />
        {[
          ['status', 'Status'],
          ['regionId', 'Region'],
          ['loadBalancerId', 'Instance'],
        ].map(([property, label]) => (
          <Select
            key={property}
            mode="multiple"
            maxTagCount="responsive"
            placeholder={label}
            aria-label={label}
            style={{ minWidth: 140 }}
            value={filters[property]}
            onChange={(values) => setFilters({ ...filters, [property]: values })}
            options={[...new Set(rows.map((row) => row[property]))].map((value) => ({ value, label: value }))}
          />
        ))}
        <Button icon={<ReloadOutlined />} aria-label="Refresh" />
        <Switch checked={auto} onChange={setAuto} aria-label="Refresh by itself" />
      </Flex>
      <Table
        rowKey="id"
        columns={columns}
        dataSource={shown}
        sticky
        scroll={{ x: 1188 }}
        rowSelection={{ selectedRowKeys: selected, onChange: setSelected, preserveSelectedRowKeys: true }}
        pagination={{ defaultPageSize: 25, pageSizeOptions: [25, 50, 100], showSizeChanger: true, showTotal }}
      />
      <DeleteQuestion
        key={deleting?.id}
        row={deleting}
        onCancel={() => setDeleting(null)}
        onDelete={remove}
      />
      <CreateListener open={creating} onClose={() => setCreating(false)} rows={rows} onCreate={add} />
    </Layout>
  );

  function remove(row) {
    setRows(rows.filter(({ id }) => id !== row.id));
    setDeleting(null);
    notification.success({ message: `${row.port}/${row.protocol} on ${row.instance} is deleted` });
  }

  function add(row) {
    setRows([row, ...rows]);
    setCreating(false);
    notification.success({ message: `${row.port}/${row.protocol} on ${row.instance} is there, stopped` });
  }
}

function Layout({ children }) {
  return (
    <Flex vertical gap="small" component="main" style={{ padding: 16 }}>
      {children}
    </Flex>
  );
}

/** A running one wants its port typed. */
function DeleteQuestion({ row, onCancel, onDelete }) {
  const [typed, setTyped] = useState('');
  const mustType = row?.status === 'running';
  return (
    <Modal
      open={row !== null}
      title={`Delete ${row?.port}/${row?.protocol} on ${row?.instance}?`}
      okText="Delete"
      okButtonProps={{ danger: true, disabled: mustType && typed !== String(row.port) }}
      onCancel={onCancel}
      onOk={() => onDelete(row)}
    >
      <Typography.Paragraph>Its connections end, and it is gone from {row?.instance}.</Typography.Paragraph>
      {mustType && (
        <Input placeholder="Type its port" value={typed} onChange={(event) => setTyped(event.target.value)} />
      )}
    </Modal>
  );
}

function byText(property) {
  return (a, b) => String(a[property]).localeCompare(String(b[property]), 'en', { numeric: true });
}

function showTotal(total, [from, to]) {
  return `${from}–${to} of ${total}`;
}
