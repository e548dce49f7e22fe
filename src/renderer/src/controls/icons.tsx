/** The icons in use. They only accompany words, so they are silent: as they come they would speak English. */
import type { ComponentType } from 'react'
import {
  ArrowDownOutlined, ArrowLeftOutlined, ArrowUpOutlined, CalendarOutlined, CloseCircleFilled, DeleteOutlined, DownOutlined, DownloadOutlined, EditOutlined, EyeInvisibleOutlined, FileDoneOutlined, FilePdfOutlined,
  FolderOpenOutlined, InfoCircleOutlined, LeftOutlined, LockOutlined, PlusOutlined, PrinterOutlined, RightOutlined, PaperClipOutlined, SearchOutlined, UploadOutlined,
} from '@ant-design/icons'

type Props = { readonly className?: string; readonly 'aria-hidden'?: boolean; readonly 'aria-label'?: string }

const silent = (Icon: ComponentType<Props>) => ({ className }: { readonly className?: string }) =>
  <Icon className={className} aria-hidden aria-label="" />

export const DownIcon = silent(ArrowDownOutlined)
export const UpIcon = silent(ArrowUpOutlined)
export const AttachmentIcon = silent(PaperClipOutlined)
export const BackIcon = silent(ArrowLeftOutlined)
export const CalendarIcon = silent(CalendarOutlined)
export const CourtIcon = silent(FolderOpenOutlined)
export const CoveredIcon = silent(EyeInvisibleOutlined)
export const EditIcon = silent(EditOutlined)
export const ExportIcon = silent(DownloadOutlined)
export const ImportIcon = silent(UploadOutlined)
export const InfoIcon = silent(InfoCircleOutlined)
export const LaterIcon = silent(RightOutlined)
export const EarlierIcon = silent(LeftOutlined)
export const ListIcon = silent(DownOutlined)
export const LockIcon = silent(LockOutlined)
export const PaperIcon = silent(FilePdfOutlined)
export const PlusIcon = silent(PlusOutlined)
export const PrintIcon = silent(PrinterOutlined)
export const RemoveIcon = silent(DeleteOutlined)
export const SavedIcon = silent(FileDoneOutlined)
export const SearchIcon = silent(SearchOutlined)

const ClearIcon = silent(CloseCircleFilled)
/** For a list whose choice may be taken back. */
export const clearable = { label: '清除', clearIcon: <ClearIcon /> }

/** For the cross that closes a window. */
export const closable = { 'aria-label': '关闭' }
