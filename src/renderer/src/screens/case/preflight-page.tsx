/** Everything that is about to leave, on one page: files, persons, what stays, and what the search found. */
import { Alert, Table } from 'antd'
import type { Output } from '../../../../core/contract.ts'
import { purposes } from '../../../../core/exports/court-package.ts'
import { secretReasons } from '../../../../core/exports/secrets.ts'
import { Findings } from './court-findings.tsx'

type Flight = Output<'court.preflight'>

const size = (bytes: number): string => (bytes < 1024 ? `${bytes} 字节` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)

export const PreflightPage = ({ flight: { purpose, to, masking, files, persons, stays, findings, proof } }: { readonly flight: Flight }) => {
  const pictures = files.filter(({ searched }) => !searched)
  return (
    <div className="stack preflight">
      <p>送到<strong>{to}</strong>，{purposes[purpose]}。{masking}。</p>
      {proof.hits.length > 0
        ? (
          <Alert type="error" showIcon title={`找到 ${proof.hits.length} 处不能送出的内容，不能打包`} description={(
            <ul className="plain-list">{proof.hits.map((hit, index) => <li key={index}><span className="path">{hit.file}</span>：{secretReasons[hit.why]}“{hit.phrase}”</li>)}</ul>
          )} />
        )
        : <Alert type="success" showIcon title={`已在生成的 ${files.length} 个文件（解开后共 ${proof.characters.toLocaleString('en')} 个字符）里检索不能送出的 ${proof.phrases} 句话和无关人员的 ${proof.strangers} 个号码，都没有出现。`} />}
      {pictures.length > 0 && <Alert type="warning" showIcon title={`图片里的字不能检索，请自己看一遍：${pictures.map(({ title }) => title).join('、')}`} />}
      {findings.length > 0 && <div><div className="sub-title">预检</div><Findings findings={findings} /></div>}
      <div>
        <div className="sub-title">送出的文件</div>
        <Table
          size="small" pagination={false} rowKey="name" dataSource={files}
          columns={[
            { title: '文件', render: (_, one) => <>{one.title}{one.issued && <span className="quiet">　签发的原件</span>}<div className="quiet path">{one.name}</div></> },
            { title: '类别', dataIndex: 'kind', width: 170 },
            { title: '页数', dataIndex: 'pages', width: 60, align: 'right' },
            { title: '大小', width: 90, align: 'right', render: (_, one) => size(one.bytes) },
          ]}
        />
      </div>
      <div>
        <div className="sub-title">送出的个人信息</div>
        <Table
          size="small" pagination={false} rowKey={one => `${one.role}${one.name}`} dataSource={persons}
          columns={[
            { title: '身份', dataIndex: 'role', width: 150 },
            { title: '姓名', dataIndex: 'name', width: 150 },
            { title: '内容', render: (_, { data }) => data.map(({ label, value }) => `${label}：${value}`).join('；') || '只有姓名' },
          ]}
        />
      </div>
      <div>
        <div className="sub-title">留在本会的</div>
        <ul className="plain-list">{stays.map(({ what, why }) => <li key={what}>{what}<span className="quiet">　{why}</span></li>)}</ul>
      </div>
    </div>
  )
}
