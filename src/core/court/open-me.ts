/**
 * 打开我.html: one page, without anything outside it, that lists a package and checks every digest in any browser, offline.
 * Where the package has an id, the court's clerk can also write the answer here and save it as a receipt.
 * A browser lets a page read files only when the reader chooses them, so the clerk chooses the folder or drops the files.
 */
import { courtAnswerKinds } from '../case/record/court-answers.ts'
import { chineseDate, dateOf } from '../base/dates.ts'
import { fileStates, MANIFEST, OPEN_ME, type PackageManifest } from '../exports/package-manifest.ts'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const sizeText = (bytes: number): string =>
  bytes < 1024 ? `${bytes} 字节` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

const style = `
body{margin:0;background:#f3f5f8;color:#1b2733;font:16px/1.7 "Microsoft YaHei","Noto Sans CJK SC","PingFang SC",sans-serif}
main{max-width:960px;margin:0 auto;padding:32px 24px}
h1{margin:0 0 4px;font-size:26px}
.rehearsal{color:#b42318}
.about{margin:0 0 20px;color:#51606f}
table{width:100%;border-collapse:collapse;background:#fff}
th,td{padding:8px 12px;border:1px solid #cfd6dd;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#e8edf3;white-space:nowrap}
.number{text-align:right;white-space:nowrap}
.digest{font:12px/1.4 Consolas,monospace;color:#51606f}
.state{white-space:nowrap;font-weight:600}
.good{color:#146c2e}.bad{color:#b42318}.wait{color:#51606f;font-weight:400}
#drop{margin:20px 0;padding:20px;border:2px dashed #7b8ca0;border-radius:6px;background:#fff;text-align:center}
#drop.over{border-color:#1f5fa8;background:#eef5fd}
label.button{display:inline-block;margin:0 6px;padding:8px 20px;border-radius:4px;background:#1f5fa8;color:#fff;cursor:pointer}
label.button:focus-within{outline:3px solid #f0a500}
label.button input{position:absolute;width:1px;height:1px;opacity:0}
#verdict{margin:16px 0;padding:12px 16px;border-radius:4px;font-size:18px;font-weight:600}
#verdict:empty{display:none}
#verdict.good{background:#e3f4e8}#verdict.bad{background:#fdeceb}
#receipt{margin:24px 0;padding:16px 20px;border:1px solid #cfd6dd;background:#fff}
#receipt h2{margin:0 0 8px;font-size:18px}
#receipt label{display:inline-block;margin:0 16px 10px 0}
#receipt input,#receipt select{display:block;width:220px;padding:5px 8px;border:1px solid #7b8ca0;border-radius:4px;font:inherit;box-sizing:border-box}
#receipt label.wide{display:block}#receipt label.wide input{width:100%;max-width:700px}
#receipt button{padding:8px 20px;border:0;border-radius:4px;background:#1f5fa8;color:#fff;font:inherit;cursor:pointer}
#receipt button:focus-visible{outline:3px solid #f0a500}
@media print{#drop,#receipt{display:none}body{background:#fff}}
`

// SHA-256 (FIPS 180-4) in plain script: the browser's own needs a page from a server in some versions.
const script = `
'use strict';
var manifest=JSON.parse(document.getElementById('manifest').textContent);
var K=[],H0=[];
(function(){function frac(x){return((x-Math.floor(x))*4294967296)|0}
for(var n=2,i=0;i<64;n++){var prime=true;for(var f=2;f*f<=n;f++)if(n%f===0){prime=false;break}
if(prime){if(i<8)H0[i]=frac(Math.pow(n,1/2));K[i]=frac(Math.pow(n,1/3));i++}}})();
function sha256(bytes){
var length=bytes.length,blocks=((length+8)>>>6)+1,h=H0.slice(),w=new Int32Array(64),tail=new Uint8Array(blocks*64-(length&~63));
tail.set(bytes.subarray(length&~63));tail[length&63]=128;
var view=new DataView(tail.buffer);view.setUint32(tail.length-8,Math.floor(length/536870912));view.setUint32(tail.length-4,(length<<3)>>>0);
var whole=length>>>6,source=new DataView(bytes.buffer,bytes.byteOffset,bytes.byteLength);
for(var block=0;block<blocks;block++){
var from=block<whole?source:view,base=block<whole?block*64:(block-whole)*64,t;
for(t=0;t<16;t++)w[t]=from.getInt32(base+t*4);
for(;t<64;t++){var x=w[t-15],y=w[t-2];w[t]=(w[t-16]+((x>>>7|x<<25)^(x>>>18|x<<14)^(x>>>3))+w[t-7]+((y>>>17|y<<15)^(y>>>19|y<<13)^(y>>>10)))|0}
var a=h[0],b=h[1],c=h[2],d=h[3],e=h[4],f=h[5],g=h[6],k=h[7];
for(t=0;t<64;t++){
var one=(k+((e>>>6|e<<26)^(e>>>11|e<<21)^(e>>>25|e<<7))+((e&f)^(~e&g))+K[t]+w[t])|0;
var two=(((a>>>2|a<<30)^(a>>>13|a<<19)^(a>>>22|a<<10))+((a&b)^(a&c)^(b&c)))|0;
k=g;g=f;f=e;e=(d+one)|0;d=c;c=b;b=a;a=(one+two)|0}
h[0]=(h[0]+a)|0;h[1]=(h[1]+b)|0;h[2]=(h[2]+c)|0;h[3]=(h[3]+d)|0;h[4]=(h[4]+e)|0;h[5]=(h[5]+f)|0;h[6]=(h[6]+g)|0;h[7]=(h[7]+k)|0}
return h.map(function(part){return('0000000'+(part>>>0).toString(16)).slice(-8)}).join('')}
function read(file){return new Promise(function(done,failed){var reader=new FileReader();
reader.onload=function(){done(new Uint8Array(reader.result))};reader.onerror=failed;reader.readAsArrayBuffer(file)})}
var checked=false,rows={};document.querySelectorAll('tr[data-name]').forEach(function(row){rows[row.getAttribute('data-name')]=row.querySelector('.state')});
var states=JSON.parse(document.getElementById('states').textContent),verdict=document.getElementById('verdict');
function mark(cell,state){cell.textContent=states[state];cell.className='state '+(state==='genuine'?'good':'bad')}
async function check(list){
verdict.textContent='正在核对……';verdict.className='';
var files={},top=[];
for(var i=0;i<list.length;i++){var path=(list[i].webkitRelativePath||list[i].name).split('/');if(list[i].webkitRelativePath)path.shift();files[path.join('/')]=list[i]}
var wrong=0,beside=[];
for(var entry of manifest.files){
var state='missing',file=files[entry.name];
if(file){state=file.size===entry.bytes&&sha256(await read(file))===entry.sha256?'genuine':'altered'}
if(state!=='genuine')wrong++;
mark(rows[entry.name],state);delete files[entry.name]}
var listed=files[${JSON.stringify(MANIFEST)}];
if(listed){var same=false;try{same=JSON.stringify(JSON.parse(new TextDecoder().decode(await read(listed))))===JSON.stringify(manifest)}catch(error){same=false}
if(!same)wrong++;if(!same)beside.push('${MANIFEST} 与本页不一致')}
delete files[${JSON.stringify(MANIFEST)}];delete files[${JSON.stringify(OPEN_ME)}];
Object.keys(files).forEach(function(name){beside.push('清单外的文件：'+name)});
verdict.className=wrong?'bad':'good';checked=!wrong;
verdict.textContent=(wrong?'有 '+wrong+' 处不一致，请不要使用，并与调委会联系。':'全部 '+manifest.files.length+' 个文件与清单一致。')+(beside.length?'（'+beside.join('；')+'）':'')}
document.getElementById('folder').addEventListener('change',function(event){check(event.target.files)});
document.getElementById('files').addEventListener('change',function(event){check(event.target.files)});
var drop=document.getElementById('drop');
['dragover','dragenter'].forEach(function(kind){drop.addEventListener(kind,function(event){event.preventDefault();drop.className='over'})});
drop.addEventListener('dragleave',function(){drop.className=''});
drop.addEventListener('drop',function(event){event.preventDefault();drop.className='';check(event.dataTransfer.files)});
var receipt=document.getElementById('receipt');
if(receipt)receipt.addEventListener('submit',function(event){
event.preventDefault();
var said=document.getElementById('receipt-said'),answer={};
if(!checked){said.className='bad';said.textContent='请先在上面选择文件夹核对；全部一致才能出回执。';return}
['kind','on','caseNo','judge','clerk','note'].forEach(function(name){var value=receipt.elements[name].value.trim();if(value)answer[name]=value});
if(!answer.on){said.className='bad';said.textContent='请填写答复的日期。';return}
if(answer.kind==='mediationDocument'&&!answer.caseNo){said.className='bad';said.textContent='请填写调解书的文号。';return}
if(['returned','notAccepted','dismissed'].indexOf(answer.kind)>=0&&!answer.note){said.className='bad';said.textContent='请写明要补正什么，或者理由。';return}
var text=JSON.stringify({format:'mediation-court-receipt',version:1,package:manifest.id,files:manifest.files.map(function(file){return{name:file.name,sha256:file.sha256}}),answer:answer},null,1);
var link=document.createElement('a');link.href=URL.createObjectURL(new Blob([text],{type:'application/json'}));link.download='回执.json';link.click();
said.className='good';said.textContent='已保存“回执.json”，请交回调委会。'});
`

/** Text that stands inside a script element without ending it. */
const embedded = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

/** The page of a package. The same manifest gives the same page. */
export const openMePage = (manifest: PackageManifest): string => `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${manifest.purpose === 'transfer' ? '移送材料' : '送法院材料'}：${escaped(manifest.fileNo ?? manifest.office)}</title>
<style>${style}</style>
<main>
<h1>${manifest.purpose === 'transfer' ? '移送材料' : '送法院材料'}${manifest.rehearsal ? ' <span class="rehearsal">（示例，不是真实案件）</span>' : ''}</h1>
<p class="about">${escaped(manifest.office)}　送：${escaped(manifest.court)}${manifest.fileNo ? `　卷号：${escaped(manifest.fileNo)}` : ''}　制作日期：${chineseDate(dateOf(manifest.madeAt))}</p>
<div id="drop">
<p>先把压缩包全部解开，再点下面的按钮选择解开后的文件夹（或者把里面的文件全部拖到这里），逐个核对有没有被改动。不上网，不上传。</p>
<label class="button">选择文件夹<input id="folder" type="file" webkitdirectory multiple></label>
<label class="button">选择文件<input id="files" type="file" multiple></label>
</div>
<div id="verdict" role="status"></div>
<table>
<thead><tr><th>序号</th><th>材料</th><th>页数</th><th>大小</th><th>核对</th></tr></thead>
<tbody>
${manifest.files.map(({ name, title, bytes, sha256, pages }, index) => `<tr data-name="${escaped(name)}"><td class="number">${index + 1}</td><td>${escaped(title)}<br><span class="digest">${escaped(name)}<br>SHA-256 ${sha256}</span></td><td class="number">${pages ?? '—'}</td><td class="number">${sizeText(bytes)}</td><td class="state wait">未核对</td></tr>`).join('\n')}
</tbody>
</table>
${manifest.id === undefined ? '' : `<form id="receipt">
<h2>法院答复（可不填）</h2>
<p class="about">核对一致以后，在这里填写答复并保存成“回执.json”，交回调委会，就能自动登记到案件。</p>
<label>答复<select name="kind">${Object.entries(courtAnswerKinds).map(([kind, label]) => `<option value="${kind}">${label}</option>`).join('')}</select></label>
<label>日期<input name="on" type="date"></label>
<label>案号<input name="caseNo"></label>
<label>法官<input name="judge"></label>
<label>书记员<input name="clerk"></label>
<label class="wide">要补正什么，或者理由<input name="note"></label>
<button type="submit">保存回执</button> <span id="receipt-said" role="status"></span>
</form>`}
</main>
<script type="application/json" id="manifest">${embedded(manifest)}</script>
<script type="application/json" id="states">${embedded(fileStates)}</script>
<script>${script}</script>
</html>
`
