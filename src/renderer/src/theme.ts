import type { ThemeConfig } from 'antd'

/** Calm, readable, and without movement: the office computers are slow and so is hurry. */
export const theme: ThemeConfig = {
  token: {
    fontFamily: '"Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
    fontSize: 15,
    colorPrimary: '#1f5f8b',
    colorLink: '#1f5f8b',
    colorError: '#b42318',
    colorWarning: '#a15c00',
    colorSuccess: '#2b7a4b',
    colorInfo: '#1f5f8b',
    colorInfoBg: '#eaf2f8',
    colorInfoBorder: '#b9d0e2',
    colorWarningBg: '#fdf6e3',
    colorWarningBorder: '#e6cd92',
    colorErrorBg: '#fdf0ee',
    colorErrorBorder: '#e9b4ad',
    colorText: '#1c2733',
    colorTextSecondary: '#51606f',
    colorTextDescription: '#51606f',
    colorTextPlaceholder: '#8a96a3',
    colorBorder: '#bcc6d0',
    colorBorderSecondary: '#dfe5eb',
    colorBgLayout: '#f2f5f8',
    borderRadius: 4,
    controlHeight: 34,
    motion: false,
  },
  components: {
    Form: { itemMarginBottom: 12, verticalLabelPadding: '0 0 4px', labelColor: '#3a4754' },
    Table: { cellPaddingBlockSM: 8, cellPaddingInlineSM: 8, headerBg: '#e9eef3', headerColor: '#28384a', rowHoverBg: '#eef5fb', fontSize: 14 },
    Card: { headerFontSize: 16, headerHeight: 44, bodyPadding: 16, headerPadding: 16 },
    Descriptions: { itemPaddingBottom: 8, labelColor: '#51606f' },
    Select: { optionSelectedBg: '#dbe8f3' },
    Tabs: { titleFontSize: 16, horizontalMargin: '0 0 12px 0' },
  },
}
