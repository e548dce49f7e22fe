/** The help of the program as data (F1): a page for each screen and its parts, found by where one is and by words. */

export type HelpTopic = {
  readonly id: string
  readonly title: string
  /** The screens, or `screen/part` by the words on the tab, on which F1 opens this page. */
  readonly on: readonly string[]
  readonly text: readonly string[]
}

export const helpTopics: readonly HelpTopic[] = [
  { id: 'start', title: '从哪里开始', on: ['tasks'], text: [
    '“待办”每天先看：已超期、今天、七天内到期的事都在这里，每一条写明从哪天起算、依据哪一条。按一下就打开那件案件。',
    '当事人来申请，按“登记申请”；填好后按“保存登记”。打开案件按“受理”，程序给出卷号。',
    '上面的“案件”列出全部案件；“更多”里有通讯录、数据安全和设置。',
    '想先练习：另选一个资料文件夹，设立时勾选“演练资料”，再按“放入演练案件”，就有 60 个虚构的案件可以随便改。',
  ] },
  { id: 'keys', title: '按键', on: [], text: [
    'F1：打开这一屏的帮助。Ctrl+K：在任何一屏查找案件。',
    'Tab 和 Shift+Tab：到下一栏、上一栏；在表单里按回车也到下一栏，最后一栏按回车提交。拼音选字的回车不会提交。',
    '空格：勾选；方向键：在选项和选项卡之间移动；Esc：关闭对话框。',
    '案件列表里：向下键进入列表，回车打开。刚移除的内容，10 秒内按 Ctrl+Z 撤销。',
    '写调解记录时：Alt+数字换发言人，Ctrl+Enter 一问一答，F2 插入常用语。',
    '预览文书时：PgUp、PgDn 翻页。',
  ] },
  { id: 'cases', title: '案件列表和查找', on: ['cases'], text: [
    '在查找框里写姓名、拼音首字母、电话、卷号、地点或事由里的字，可以写几个词，用空格隔开。',
    '“筛选”可以按纠纷类型、来源、日期等挑选，常用的筛选能起名存下，下次直接用。',
    '点列名排序；“超期”只列已经过了期限的案件。作废的案件在筛选里选“已作废”才列出。',
    '“导入”“导出”用来把案件搬到本会的另一台电脑；“批量打印”一次做好许多案件的同一种文书。',
  ] },
  { id: 'register', title: '登记申请', on: ['register', 'correct'], text: [
    '必填的栏有红色星号。写错了，那一栏下面会说明哪里不对、怎么改；没有存进去的内容不会丢，会存成草稿。',
    '当事人姓名写到一半，会列出通讯录里同名的人，选中就填好身份证号和电话。',
    '法院、检察院、公安、信访等移送来的，来源选对应的一项，再填来函的日期和文号，期限就按来函计算。',
    '同一地点、同一当事人以前有过案件的，会在下面列出，可以先看看。',
    '还没有正式申请、只是来问问的，按“先存为咨询”，以后可以接着登记。',
  ] },
  { id: 'case', title: '一件案件：概况和办理', on: ['case', 'case/概况'], text: [
    '上面一行是卷号、现在的阶段和最近的期限。右边的按钮是现在能做的下一步；少用的在“更多办理”里：中止、延长、终止、撤回、移送、作废等。',
    '一步不能做，会说明为什么、现在能做什么。',
    '概况里是当事人、纠纷情况、申请事项和全部期限。期限旁的句子说明从哪天起算、加了几天、遇休息日顺延到哪天。',
    '受理满期限仍未调成的，可以双方同意“延长”，或者“终止”。',
  ] },
  { id: 'heads', title: '名册：许多户的案件', on: ['case/名册'], text: [
    '许多业主由代表参加调解时，把各户名单做成表格导入；先下载空白表，按栏填写。',
    '导入时逐行检查，有问题的行会指出来；可以先改再导。',
    '达成协议时，可以按名册一次生成各户的条款，也可以给每户打印一张通知。',
  ] },
  { id: 'sessions', title: '调解记录', on: ['case/调解记录'], text: [
    '按“记录调解”开始。按发言人一段一段写，也可以直接写成一段话。',
    '背对背谈话请选“单独谈话”并勾选保密：屏幕上先遮住，不会进入给对方、法院和外单位的任何材料。',
    '可以先约时间：约好的会出现在“日程”里，与调解员、地点冲突会提醒。',
    '调解前应当告知权利义务，在这里登记告知了谁、用什么方式。',
  ] },
  { id: 'evidence', title: '证据', on: ['case/证据'], text: [
    '登记每份证据的名称、谁提交、证明什么；编号跟着证据走，不因排序改变。',
    '扫描件、照片先在“附件”里添加，再在证据里选上。',
  ] },
  { id: 'referrals', title: '移送与风险', on: ['case/移送与风险', 'letters'], text: [
    '依法应由行政部门查处的部分移送出去，民事部分留下调解；程序按纠纷类型列出工作方案指定的部门。',
    '发出的函写明答复日期的，到期前提醒，答复后登记结果。全部函件在上面的“函件”里。',
    '发现可能自杀、斗殴、群体上访等，登记“激化风险”，并及时向公安机关或有关部门报告（人民调解法第25条）。',
  ] },
  { id: 'agreement', title: '协议', on: ['case/协议'], text: [
    '一项内容写一条：谁、向谁、做什么、多少钱、什么时候、怎样做。含糊的词（“尽快”“适当”）会指出来。',
    '金额写数字，大写由程序写；分期付款用“分期”，物业费用“物业费计算表”。',
    '可以打开“宣读”，一条一条读给当事人听，并记下谁同意。',
    '双方签名、调解员签名并盖章后，按“协议生效”，填生效日期。之后登记履行、回访、司法确认。',
  ] },
  { id: 'papers', title: '文书', on: ['case/文书'], text: [
    '能做的文书列在这里，先“预览”看一遍；缺的内容会写明缺什么，可以留白手填，也可以先补齐。',
    '“签发”给出版本和编号，以后改了内容要重新签发，旧的作废，仍能查到。',
    'PDF 用来打印和归档，docx 可以再编辑。签名、指印和公章的位置是空的，打印后手写。',
    '送法院的材料和卷宗在同一页下面；背对背谈话不会放进去。',
  ] },
  { id: 'attachments', title: '附件', on: ['case/附件'], text: [
    '扫描件、照片等加密存在本机。移除后 10 秒内可以撤销。',
  ] },
  { id: 'amend', title: '更正、作废、重新打开', on: ['amend'], text: [
    '已经记录的内容由主任更正，要写原因；改前改后都留着。',
    '同一件事登记了两次，把后一件作废：卷号不再使用，统计不计入。',
  ] },
  { id: 'schedule', title: '日程', on: ['schedule'], text: [
    '一周的调解安排。颜色变黄的是时间冲突的；灰色的是已经开过的。按一下打开那件案件。',
    '上班时间、调解室和常用语在“设置”的“调解”里改。',
  ] },
  { id: 'contacts', title: '通讯录', on: ['contacts'], text: [
    '当事人、代理人、物业公司和单位联系人。登记时会自动提示。',
    '“从案件收集”把案件里的人加进来；同一个人有两条，可以合并。',
  ] },
  { id: 'statistics', title: '统计报表', on: ['statistics', 'statistics/数字'], text: [
    '选一个时期，每个数字都能点开，看到背后的案件。期初＋受理－办结＝期末，不平不出报告。',
    '“按办结”和“按受理”是两种口径，报表上会写明用的是哪一种。',
  ] },
  { id: 'report', title: '报告与确认', on: ['statistics/报告与确认'], text: [
    '先看数字，再“确认”这一期：确认后数字固定，以后改了案件会列出差异，不会悄悄变。',
    '报告可以做成 PDF、docx 和表格；公开版不含姓名。',
  ] },
  { id: 'rollUp', title: '汇总', on: ['statistics/汇总'], text: [
    '把几个调委会导出的数字文件放在一起，程序核对后相加，重复和对不上的会指出。',
  ] },
  { id: 'duties', title: '报送日历', on: ['statistics/报送日历'], text: [
    '登记要报什么、报给谁、每月几号前报；到期前在“待办”里提醒，报送后登记回执。',
  ] },
  { id: 'safety', title: '数据安全', on: ['safety'], text: [
    '每周备份一次：备份是一个加密文件，抄到移动盘上，与电脑分开保管。',
    '“试恢复”证明备份真能用。换电脑时，装好程序，选“从备份恢复”。',
    '“检查资料”逐个文件核对两份副本，坏的当场用另一份修好。“操作日志”记下谁在何时做了什么。',
    '密码忘了用恢复密钥；两样都丢了，资料就打不开，没有别的办法。',
  ] },
  { id: 'settings', title: '设置', on: ['settings', 'settings/调委会'], text: [
    '调委会的名称、编号用字和调解员名册在第一页。调解员离任填聘期结束日期，不要删除。',
    '“期限与节假日”里导入每年的放假表；没有放假表的年份只按周末推算，屏幕上会标明。',
    '“文书用语”和“编号和模板”改文书里的固定话和编号的样子。',
  ] },
  { id: 'accounts', title: '账户和角色', on: ['settings/账户'], text: [
    '每人一个账户，按工作给角色：登记员、调解员、主任、档案员、统计员、法院联络员，可以兼任。',
    '连续 5 次密码不对要等 15 分钟。十分钟不用自动锁定，没存的表单还在。',
  ] },
  { id: 'comfort', title: '字号、关于', on: ['settings/字号与关于'], text: [
    '三种字号：标准、大、特大，跟着账户走。特大时按钮都不小于 44 像素。',
    '“关于”写明程序版本、资料版本和第三方软件的许可。',
  ] },
]

/** The page for a screen and the part of it that is open. Every screen has one. */
export const helpOn = (screen: string, part = ''): HelpTopic =>
  helpTopics.find(({ on }) => on.includes(`${screen}/${part}`)) ?? helpTopics.find(({ on }) => on.includes(screen)) ?? helpTopics[0]!

/** The pages in which every word stands, those with it in the title first; all of them for no word. */
export const searchHelp = (query: string): readonly HelpTopic[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const has = (text: string): boolean => words.every(word => text.toLowerCase().includes(word))
  const found = helpTopics.filter(({ title, text }) => has([title, ...text].join('\n')))
  return [...found.filter(({ title }) => has(title)), ...found.filter(({ title }) => !has(title))]
}
