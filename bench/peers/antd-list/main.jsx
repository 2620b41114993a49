import { App, ConfigProvider, Layout } from 'antd';
import { createRoot } from 'react-dom/client';
import { Listeners } from './listeners.jsx';

const response = await fetch('rows.json');
const rows = await response.json();

createRoot(document.querySelector('#root')).render(
  <ConfigProvider theme={{ token: { fontSize: 13 } }} componentSize="small">
    <App>
      <Layout style={{ minHeight: '100vh' }}>
        <Listeners initialRows={rows} />
      </Layout>
    </App>
  </ConfigProvider>,
);
