// Written by `npm run pinyin` from the tables of pinyin-pro (MIT, copyright (c) 2022-present zh-lx); not edited by hand.

/** A line for each syllable and the signs that are read so. */
export const SIGNS = `a:吖啊嗄锕阿
ai:哀哎唉嗌嗳噯埃嫒愛挨捱暧曖爱瑷璦癌皑皚矮砹碍礙艾蔼藹锿隘霭靄
an:俺埯安岸庵按揞暗案桉氨犴胺菴諳谙銨铵鞍鵪鹌黯
ang:昂盎肮骯
ao:傲凹嗷嚣坳奥奧媪媼岙廒懊拗敖澳熬獒翱聱艹螯袄襖遨鏊鏖骜鳌鼇
ba:八叭吧坝壩岜巴扒把拔捌灞爸疤笆粑罢罷芭茇菝跋钯霸靶魃鲅
bai:佰呗拜捭掰摆擺敗柏白百稗襬败
ban:伴办半坂姅扮扳拌搬斑板版班瓣瘢癍絆绊舨般辦鈑钣闆阪頒颁
bang:傍帮幫梆棒榜浜磅綁绑膀蒡蚌謗谤邦鎊镑
bao:保剝剥勹包堡報孢宝寶报抱暴煲爆胞苞葆薄褒褓豹鉋鑤雹飽饱鮑鲍鸨龅
bei:倍備北卑备孛悖悲惫憊揹杯焙狈狽盃碑碚背蓓被褙貝贝輩辈邶鋇鐾钡陂鞴鹎
ben:坌奔本畚笨苯贲锛
beng:嘣崩泵甏甭繃绷蹦迸
bi:俾匕吡哔嗶壁妣婢嬖币幣庇庳弊弼彼必愎敝斃比毕毖毙沘滗濞狴璧畀畢痹痺碧祕秕笔筆筚箅篦臂舭荜荸萆蓖蔽薜裨襞詖賁跸蹕逼避鄙鉍铋閉闭陛髀鼻
bian:便匾卞变弁忭扁汴煸砭碥窆笾編缏编苄蝙褊變貶贬辨辩辫辮辯边遍邊釆鞭鳊
biao:婊彪标標瘭膘表裱錶鏢鑣镖镳飑飙飚髟鰾鳔
bie:別别彆憋瘪癟蹩鱉鳖
bin:傧儐宾彬摈斌槟檳殡殯滨濒濱瀕玢繽缤膑臏豳賓镔頻髌鬓鬢
bing:丙並併兵冫冰并摒柄炳病禀秉稟邴鉼餅饼
bo:亳伯勃博啵帛拨搏撥播擘檗泊波渤玻礴箔簸簿缽脖膊舶菠蔔蘗趵跛踣鈸鉑钵钹铂饽駁驳鹁
bu:不佈卜卟哺埠布怖捕晡步瓿补補誧逋部醭鈽钚钸
ca:擦礤
cai:彩才採材猜睬綵纔菜蔡裁財财踩采
can:参參惨惭慘慚残殘灿燦璨粲蚕蠶餐骖黪
cang:仓倉傖沧滄舱艙苍蒼藏
cao:嘈操曹槽漕糙艚草螬
ce:侧側冊册厕廁恻惻测測策
cen:岑涔
ceng:噌层層曾蹭
cha:刹剎叉嚓姹察岔差插搽杈查槎檫汊猹碴茬茶衩詫诧锸镲馇
chai:侪儕拆柴瘥虿豺釵钗
chan:产儳冁剷婵嬋孱巉廛忏懺掺搀摻攙毚潺澶產禅纏缠羼蒇蝉蟬蟾觇諂讒谄谗躔鏟铲闡阐顫颤饞馋骣
chang:伥倀倡偿償厂唱嘗嚐场場娼嫦尝常廠徜怅悵惝敞昌昶暢氅猖畅肠腸苌菖萇長长阊鬯鯧鲳
chao:吵嘲巢怊抄晁朝潮炒焯耖超鈔钞
che:坼屮彻徹扯掣撤澈砗车
chen:伧嗔塵宸尘忱抻晨榇櫬沉琛疢瞋碜臣衬襯諶讖谌谶趁辰郴陈陳龀
cheng:丞乘呈城埕塍惩懲成承撐撑枨柽樘橙澄瞠秤称程稱蛏裎誠诚逞酲铖騁骋
chi:侈傺匙叱吃呎哧啻喫嗤墀媸尺弛彳恥持敕斥池炽熾痴瘛癡眵笞篪翅耻茌蚩螭褫豉赤踟迟遲郗飭饬馳驰魑鸱齒齿
chong:充冲宠寵崇忡憧沖舂艟茺虫蟲衝铳
chou:丑仇俦儔帱惆愁抽畴疇瘳瞅稠筹籌綢绸臭踌躊酬醜雠
chu:亍储儲出刍初厨处廚怵憷搐杵楚楮樗橱櫥歜滁畜矗础礎絀绌芻處蜍褚触觸蹰躇鋤锄除雏雛黜齣
chuai:揣搋膪踹
chuan:串传傳喘巛川椽氚穿舛舡船遄釧钏
chuang:创創床怆愴疮瘡窗闖闯
chui:吹垂捶棰槌炊箠錘鎚锤陲
chun:唇春椿淳純纯脣莼蝽蠢醇鶉鹑
chuo:啜戳綽绰踔輟辍辶齪龊
ci:刺呲慈次此瓷疵磁祠糍茨詞词賜赐辞辭雌鹚
cong:丛从匆叢囪囱從枞樅淙琮璁聪聰苁葱蔥骢
cou:凑楱湊腠輳辏
cu:促徂殂猝簇粗蔟蹙蹴酢醋
cuan:撺汆爨窜竄篡蹿镩
cui:催啐崔悴摧榱毳淬璀瘁粹翠脆萃
cun:吋存寸忖村皴
cuo:厝嵯挫措搓撮痤矬磋脞蹉銼錯锉错鹾
da:哒嗒大妲怛打搭瘩笪答耷褡达達靼鞑韃
dai:代傣呆呔埭岱带帶待怠戴歹殆玳甙绐袋貸贷迨逮骀黛
dan:丹但儋单啖啗單彈惮憚担掸撢擔旦殚氮淡澹疸瘅眈箪簞耽聃胆膽萏蛋訑誕诞赕郸
dang:儅党凼噹宕当挡擋档檔當盪砀荡菪蕩裆襠讜谠鐺铛黨
dao:倒刀刂到叨导導岛島忉悼捣搗氘燾盗盜祷禱稻纛裯蹈道
de:得德的锝
deng:凳噔嶝戥灯燈登瞪磴等簦蹬邓鄧镫
di:低嘀地坻堤娣嫡帝底弟抵敌敵柢棣氐涤滌滴牴狄睇砥碲笛第籴締缔羝荻蒂觌詆諦诋谛迪递遞邸鏑镝隄骶
dia:嗲
dian:佃典坫垫墊奠巅巔店惦掂殿淀滇澱点玷电甸癜癫癲碘簟踮鈿钿電靛顛颠點
diao:凋刁叼吊弔彫掉碉調貂釣钓铞雕鯛鲷
die:叠喋垤堞揲爹牒瓞疊碟絰耋蝶諜谍跌蹀迭鲽
ding:丁仃叮啶定玎疔盯碇耵腚訂订酊釘錠钉锭頂顶鼎
diu:丟丢铥
dong:东侗冬冻凍动動咚垌岽峒恫懂東栋棟氡洞湩硐胨胴董鸫鼕
dou:兜抖斗枓痘窦竇篼脰蔸蚪豆逗都陡鬥
du:嘟堵妒度杜椟櫝毒渎渡瀆牍牘犊犢独獨督睹笃篤肚芏蠹讀读賭赌鍍镀髑黩黷
duan:断斷椴段煅短端簖緞缎鍛锻
dui:兌兑堆对對怼憝碓队隊
dun:吨噸墩惇敦沌炖燉盹盾砘礅趸蹲躉遁鈍钝镦頓顿
duo:剁咄哆哚垛堕墮多夺奪惰掇朵沲綞缍舵裰跺踱躲鐸铎
e:俄厄呃噩垩堊娥婀屙峨恶惡愕扼腭苊莪萼蛾訛讹谔軛轭遏鄂鍔锇锷阏額顎颚额餓饿鱷鳄鵝鹅鹗
ei:诶
en:恩摁蒽
er:二佴儿兒尔洱爾珥而耳貳贰迩邇铒餌饵鲕鸸
fa:乏伐发垡法珐琺發砝筏罚罰閥阀髮
fan:凡反墦帆幡梵樊氾汎泛烦煩燔犯畈番矾礬範繁繙翻范蕃藩蘩販贩蹯返釩钒飯饭
fang:仿倣匚坊妨房放方枋紡纺肪舫芳訪访邡钫防鲂
fei:匪吠啡妃屝废廢悱扉斐榧沸淝狒痱篚绯翡肥肺腓芾菲蜚誹诽費费镄霏非飛飞鲱
fen:份偾分吩坟墳奋奮忿愤憤棻棼氛汾瀵焚粉粪糞紛纷芬酚鲼鼢
feng:丰俸冯凤唪奉封峰枫楓沣烽疯瘋砜縫缝葑蜂諷讽豐逢酆鋒锋風风馮鳳
fo:佛
fou:否缶
fu:付伏伕俘俯傅凫副匐呋呒咐复夫妇婦孚孵富幅幞府弗彿復怫扶抚拂拊撫敷斧服桴氟浮涪滏父甫砩祓福稃符紱紼縛绂绋缚罘肤腐腑腹膚艴芙芣苻茯菔蚨蜉蝠蝮袱複覆訃讣負賦賻负赋赙赴趺跗輔輻辅辐郛釜鈇阜阝附頫馥駙驸鲋鳆麩麸黻黼
ga:嘎噶尕尜尬旮钆
gai:丐垓戤改概溉盖胲蓋該该賅赅鈣钙陔
gan:坩尴尷干幹感擀敢旰杆柑桿榦橄泔淦澉甘疳矸秆稈竿绀肝苷贛赣赶趕酐
gang:冈刚剛岗岡崗戆杠槓港筻綱纲缸罡肛釭鋼钢
gao:告搞杲槁槔皋睾稿篙糕縞缟羔膏藁誥诰郜鎬锆高
ge:个個割各咯哥哿嗝圪塥戈搁搿擱格歌疙硌箇胳膈舸葛虼袼鉻鎘铬镉閣阁隔革骼鬲鴿鸽
gei:給给
gen:亘亙哏根艮茛跟
geng:哽埂庚更梗绠羹耕耿賡赓鲠
gong:供公共功宫宮工巩廾弓恭拱攻汞珙肱蚣觥貢贡躬鞏龔龚
gou:佝勾垢够夠媾岣彀搆构枸構沟溝狗笱篝缑苟觏詬诟購购遘鉤钩雊鞲
gu:估僱古咕嘏固姑孤崮故梏毂汩沽牯牿痼瞽穀箍罟股臌菇菰蛄蛊蠱觚詁诂谷轂轱辜酤鈷錮钴锢雇顧顾骨鲴鴣鸪鼓
gua:刮剐卦呱寡挂掛栝瓜胍褂诖颳鸹
guai:乖怪拐枴
guan:倌关冠官惯慣掼棺涫灌琯盥管罐觀观貫贯關館馆鰥鳏鸛鹳
guang:光咣广廣桄洸犷獷胱逛
gui:刽刿劊匦圭妫宄庋归晷柜桂桧檜櫃歸珪瑰癸皈硅簋規规詭诡貴贵跪軌轨閨闺鬼鮭鱖鲑龜龟
gun:丨棍滚滾磙绲衮袞輥辊鯀鲧
guo:呙国國埚堝崞帼幗掴摑果椁槨猓聒虢蜾蝈蟈裹过過郭鍋锅馘
ha:哈蛤铪
hai:亥咳孩害氦海还醢駭骇骸
han:函含喊寒悍憨憾捍撖撼旱晗汉汗涵漢瀚焊焓罕翰菡蚶邗邯酣銲韓韩頷顸颔鼾
hang:夯杭沆绗航颃
hao:号嗥嚆嚎壕好昊毫浩濠灏皓耗蒿薅號蚝蠔豪郝鄗镐顥颢
he:何劾合呵和喝嗬嚇壑曷核河涸盍盒禾紇纥翮荷菏褐訶诃賀贺赫郃閡閤闔阂阖頜颌鶴鹤
hei:嗨嘿黑
hen:很恨狠痕
heng:亨哼恆恒桁横橫珩蘅衡
hong:哄宏弘泓洪烘紅红荭蕻薨虹訇訌讧轟轰閎闳鬨鴻鸿黉黌
hou:侯候厚后吼喉堠後猴瘊篌糇逅骺鱟鲎
hu:乎互冱呼唬唿囫壶壺岵弧忽怙惚戶户戽扈护斛槲沍沪浒湖滬滹濩烀煳狐猢琥瑚瓠祜笏糊胡葫虍虎蝴觳護轷醐鬍鵠鹄鹕鹘鹱
hua:划劃化华哗嘩桦樺滑猾画畫砉花華話譁话铧骅
huai:坏壞徊怀懷槐淮踝
huan:唤喚圜奂奐宦寰幻患换換擐桓欢歡洹浣涣渙漶澴焕煥獾环環痪瘓緩缓缳萑豢逭還郇鍰锾鬟鲩
huang:凰幌徨恍惶慌晃湟潢煌璜癀皇磺篁簧肓荒蝗蟥謊谎遑隍韹鳇黃黄
hui:会匯卉咴喙回彗彙徽恚恢悔惠慧挥揮晖晦暉會毀毁汇洄浍灰烩燬燴珲秽穢繪绘缋茴荟蕙虺蛔蟪詼誨諱讳诙诲賄贿輝辉迴隳麾
hun:婚昏浑混渾溷琿荤葷诨阍餛馄魂
huo:伙劐嚯夥惑或擭攉活火灬獲祸禍穫耠获藿蠖豁貨货钬锪镬霍
ji:乩亟伋伎佶偈冀几击剂剞劑勣即及叽吉咭哜唧嘰圾基墼妓姬嫉季寂寄屐岌嵇嵴己幾彐忌急悸戟戢技挤掎擊擠既暨机极棘楫極機殛汲洎济激濟犄玑璣畸畿疾瘠矶磯祭积稷稽積笄笈箕籍紀級緝績繼级纪继绩缉羁羈肌脊芨芰蒺蓟蕺薊薺虮覬觊計記譏计讥记赍跡跻跽蹟躋輯辑迹际際集雞霁霽飢饑饥驥骥髻鯽鲚鲫鸡麂齑
jia:价伽佳假傢價加嘉夹夾嫁家岬恝戛架枷浃浹珈甲痂瘕稼笳胛荚莢葭蛱袈袷豭賈贾跏迦郏鉀钾铗镓頰颊駕驾
jian:件俭健僭儉兼减剑剪劍囝坚堅奸姦尖建戋戬拣捡揀搛撿枧柬检楗檢檻歼殲毽涧渐減湔溅漸澗濺煎牮犍监監睑瞼硷碱笕笺筧简箋箭簡緘縑繭缄缣翦肩腱舰艦艰艱茧荐菅蒹薦裥見见諫謇谏谫賤贱趼践踐踺蹇鉴鍵鑑鑒锏键間间鞯韉餞饯鲣鵑鹣鹼
jiang:僵匠奖姜将將桨槳江洚浆漿犟獎疆礓糨絳绛缰耩茳蒋蔣薑講讲豇酱醬降韁
jiao:交佼侥僥僬剿勦叫嘐噍嚼姣娇嬌徼挢搅攪教敫椒浇澆焦狡皎矫矯礁窖絞繳绞缴胶脚腳膠艽茭蕉蛟角跤較轎轿较郊酵醮鉸铰餃饺驕骄鮫鲛鹪
jie:介借傑劫卩喈嗟姐婕孑屆届戒截拮捷接揭杰桀洁潔界疖疥皆睫碣秸竭節結结羯节芥藉蚧街解訐詰誡讦诘诫阶階頡颉骱鲒
jin:仅今僅儘劲勁卺噤堇妗尽巾廑斤晉晋槿津浸烬燼瑾盡矜禁筋紧緊縉缙荩衿襟覲觐觔謹谨赆近进進金錦钅锦靳饉馑
jing:井京儆兢净刭境婧弪径徑惊憬敬旌景晶泾涇淨獍璟痉痙睛竞竟競箐粳精經经肼胫腈茎荆荊莖菁警迳逕鏡镜阱靖静靜頸颈驚鯨鲸
jiong:冂扃炅炯窘迥
jiu:久九僦厩咎啾就廄揪救旧柩桕灸玖疚究糾纠臼舅舊赳酒阄韭鬏鳩鸠鹫
ju:举侷俱倨具剧劇句局居屦屨巨惧懼拒拘据掬據桔椐榉榘橘沮炬犋狙琚疽矩砠窭聚舉苣苴莒菊裾讵趄距跼踞踽車遽醵鉅鋸钜锔锯雎鞠鞫颶飓駒驹齟龃
juan:倦卷娟捐捲桊涓狷眷絹绢蠲鄄鐫锩镌鹃
jue:倔决劂厥噘噱孓崛抉掘撅攫桷橛決爝爵獗玨珏矍絕绝蕨覺觉觖觼訣譎诀谲蹶镢鳜鴃
jun:俊军君均峻捃浚濬皲竣菌軍郡鈞钧隽雋駿骏麇
ka:佧卡咔咖喀胩
kai:凯凱剀剴垲开忾恺愒愷愾慨揩楷蒈铠锎锴開
kan:侃凵刊勘坎堪崁戡槛看瞰砍莰阚龛
kang:亢伉康慷扛抗炕糠钪闶
kao:尻拷栲烤犒考銬铐靠
ke:克刻可嗑坷壳客岢恪柯棵殼氪渴溘珂疴瞌磕科稞窠緙缂苛蚵蝌課课軻轲钶锞顆颏颗骒髁
kei:剋
ken:啃垦墾恳懇肯裉
keng:吭坑鏗铿阬
kong:倥孔崆恐控硿空箜
kou:口叩寇扣抠眍筘芤蔻釦
ku:刳哭喾堀库庫枯楛窟绔苦裤褲酷骷
kua:侉垮夸挎胯誇跨
kuai:侩儈哙块塊快狯筷脍膾蒯郐
kuan:宽寬梡款髋髖
kuang:况劻匡哐圹壙夼旷曠框況狂眶矿礦筐纩誑诓诳贶邝
kui:亏傀匮匱喟喹夔奎岿悝愦愧揆暌溃潰盔睽窥窺篑簣聩葵蒉虧蝰跬逵餽馈馗魁
kun:困坤崑悃捆昆梱焜琨睏綑醌錕锟阃髡鲲
kuo:廓扩括擴蛞闊阔
la:剌啦喇垃拉旯瘌砬腊臘蜡蠟辣邋
lai:來崃徕徠来涞濑瀨癞癩睐睞籁籟莱萊賴赉赖铼
lan:兰婪岚嵐懒懶拦揽攔攬斓斕栏榄欄欖滥漤澜濫瀾烂爛篮籃籣纜缆罱蓝藍蘭褴襤覽览谰镧闌阑
lang:啷廊朗榔浪狼琅瑯稂莨蒗螂郎锒阆
lao:佬劳勞唠嘮姥崂捞撈栳涝烙牢痨癆老耢酪醪铑铹
le:乐仂勒叻嘞樂泐鳓
lei:儡垒壘嫘擂檑泪淚磊类累縲缧羸耒肋蕾诔酹鐳镭雷類
leng:冷塄愣棱楞稜
li:丽例俐俚俪傈儷利力励勵历厉厘厲吏呖哩唳喱坜壢娌嫠慄戾曆李枥栎栗梨欐歷沥浬溧漓澧瀝犁狸猁理琍璃疠疬痢癘砺砾礪礫礼禮离立笠篥篱籬粒粝缡罹苈荔莅莉蒞蓠藜蛎蜊蠡蠣裡詈貍轹逦邐郦酈醴里釐鋰锂隶隸離雳靂驪骊鯉鲡鲤鳢鹂麗黎黧
lia:俩
lian:奁奩帘廉怜恋憐戀敛斂楝殓殮涟漣潋濂瀲炼煉琏簾練练联聯脸臁臉莲蓮蔹蠊裢裣连連鍊鏈鐮链镰鰱鲢
liang:两亮倆兩凉墚晾梁椋樑涼粮粱糧良諒谅踉輛辆量靓魉魎
liao:了僚嘹寥寮尥廖撂撩料暸潦燎獠疗療瞭繚缭聊蓼辽遼钌镣鹩
lie:冽列劣咧埒捩洌烈猎獵裂趔躐鬣
lin:临凛凜吝啉嶙廪懍懔拎林檩淋燐琳璘瞵磷粼膦臨蔺藺賃赁躏躪轔辚遴邻鄰霖鱗鳞麟
ling:令伶凌另呤囹岭嶺昤柃棂櫺泠灵玲瓴綾绫羚翎聆苓菱蔆蛉酃鈴铃陵零靈領领鲮鴒齡龄
liu:六刘劉旒柳榴流浏溜瀏熘琉留瘤硫绺遛鎏锍镏霤餾馏骝鹨
long:咙嚨垄垅壟拢攏朧栊泷珑瓏癃矓砻窿笼籠聋聾胧茏陇隆隴龍龙
lou:喽嘍娄婁嵝搂摟楼樓漏瘘瘺篓簍耧蒌蝼螻鏤镂陋髅髏
lu:僇卢卤噜嚕垆庐廬录戮掳撸擄栌橹櫓氇泸渌滷漉潞瀘炉爐璐盧碌祿禄穋簏胪臚舻芦蘆虏虜賂赂路轳辂辘逯錄鑪镥陆陸露顱颅魯鱸鲁鲈鷺鸬鹭鹵鹿麓
luan:乱亂卵娈孪孿峦巒挛攣栾滦灤脔銮鑾鸞鸾
lun:仑伦侖倫囵崙抡掄沦淪綸纶論论輪轮
luo:倮儸囉摞椤泺洛漯犖猡玀珞瘰箩籮絡络罗羅脶荦萝落蘿螺蠃裸詻跞逻邏鏍鑼锣镙雒駱騾骆骡
lv:侣侶偻吕呂屡屢履律慮捋旅榈櫚氯滤濾率稆綠縷绿缕膂虑褛褸鋁铝閭闾驢驴
lve:掠略锊
ma:吗嗎嘛妈媽杩犸玛瑪痲痳码碼罵蚂螞蟆馬马骂麻
mai:买劢卖唛埋脈脉荬買賣迈邁霾麥麦
man:墁屘幔慢曼满滿漫熳瞒瞞縵缦蔓蛮螨蠻谩鏝镘鞔颟饅馒鰻鳗
mang:忙杗氓漭盲硭芒茫莽蟒邙
mao:冒卯峁帽懋旄昴毛泖牦犛猫瑁瞀矛耄茂茅茆蝥蟊袤貌貓貿贸鉚錨铆锚髦
me:么
mei:妹媒媚寐嵋昧枚梅楣每沒没沬浼湄煤猸玫眉美莓袂酶鎂镁镅霉魅鹛黴
men:们們悶懑懣扪捫焖燜钔門门闷
meng:勐夢孟懵朦梦檬濛猛甍盟瞢矇礞艋艨萌蒙虻蜢蠓錳锰
mi:冖冪咪嘧宓密幂弥弭彌敉汨泌瀰猕眯瞇祢秘米糜糸縻羋脒芈蘼蜜覓觅謎謐谜谧迷醚靡麋
mian:偭免冕勉娩宀棉沔渑湎澠眄眠綿緬绵缅腼面靦麵黾
miao:喵妙庙廟描杪淼渺眇瞄秒緲缈苗藐邈鹋
mie:咩滅灭篾蔑蠛
min:岷悯愍憫抿敏民泯湣玟珉皿缗苠閔閩闵闽鳘
ming:冥名命明暝溟瞑茗螟酩銘铭鳴鸣
miu:缪謬谬
mo:墨嫫嬤嬷寞抹摩摸摹末模歿殁沫漠瘼磨秣糢耱膜茉莫蓦蘑謨谟貉貊貘镆陌馍驀魔麼麽默
mou:侔哞某眸繆蛑謀谋鍪
mu:亩仫募坶墓姆幕慕拇暮木母毪沐牟牡牧畝目睦穆苜钼
na:吶呐哪娜拿捺納纳肭衲那鈉钠镎
nai:乃奈奶妳柰氖耐艿萘迺鼐
nan:南喃囡楠男腩蝻赧难難
nang:囊囔攮曩馕
nao:呶垴孬恼惱挠撓淖猱瑙硇脑腦蛲蟯鐃铙闹鬧
ne:呢疒訥讷
nei:內内餒馁
nen:嫩恁
neng:能
ng:嗯
ni:伲你倪匿坭妮尼怩拟擬旎昵暱泥溺猊睨腻膩逆铌霓鲵
nian:唸埝年廿念拈捻撚撵攆涊碾粘蔫輦辇辗鲇鲶黏
niang:娘孃酿釀
niao:嬝嬲尿脲茑袅裊鳥鸟
nie:乜啮嗫囁孽捏涅聂聶臬蘖蹑躡鎳鑷镊镍陧颞齧
nin:您
ning:佞凝咛嚀宁寧拧擰柠檸泞濘狞獰甯聍
niu:妞忸扭牛狃紐纽鈕钮
nong:侬儂农哝噥弄浓濃穠脓膿農
nou:耨
nu:努奴孥弩怒胬駑驽
nuan:暖
nuo:傩喏懦挪搦糯諾诺锘
nv:女恧衄钕
nve:疟瘧虐
o:哦噢
ou:偶呕嘔怄欧歐殴毆沤瓯甌耦藕讴鷗鸥
pa:啪帕怕杷爬琶筢耙葩趴
pai:俳哌徘拍排派湃牌箄蒎
pan:丬判叛攀槃泮潘爿畔盘盤盼磐蟠袢襻蹒蹣
pang:乓庞彷徬旁滂耪胖螃逄龐
pao:刨匏咆庖抛拋泡炮狍疱皰砲脬袍跑
pei:佩呸培帔旆沛珮胚裴賠赔轡辔配醅锫陪霈
pen:喷噴湓盆
peng:嘭堋彭怦抨捧朋棚澎烹砰硼碰篷膨蓬蟛踫鵬鹏
pi:丕仳僻劈匹啤噼圮坯埤媲屁庀批披擗枇毗淠琵甓疋疲痞癖皮睥砒紕纰罴脾芘蚍蜱譬貔辟邳郫鈹铍闢陴霹鼙
pian:偏片犏篇翩胼谝蹁駢騙骈骗
piao:剽嘌嫖殍漂瓢瞟票縹缥莩螵飄飘驃骠
pie:丿撇氕瞥苤
pin:品姘嫔嬪拚拼榀牝聘蘋貧贫顰频颦
ping:乒俜凭坪娉屏平憑枰瓶苹萍評评鲆
po:叵坡婆泼潑珀皤破笸粕迫鄱醱釙钋钷頗颇魄
pou:剖掊裒
pu:仆僕匍噗圃埔扑撲攴攵普曝朴樸氆浦溥濮瀑璞脯莆菩葡蒲譜谱蹼鋪铺镤镨
qi:七丌乞亓企其凄启啟嘁器圻奇契妻屺岂岐崎弃悽慼憩戚旗期杞柒栖桤棄棋棲槭欹欺歧气氣汔汽沏泣淇淒漆琦琪畦砌碛磧祁祇祈祺綦綺绮耆脐臍芑芪荠萁萋葺蕲蛴蜞訖讫豈起蹊迄錡颀騎骐骑鰭鳍麒齊齐
qia:恰掐洽葜髂
qian:乾仟佥倩前千堑塹岍嵌悭愆扦掮搴椠欠歉浅淺潛潜牵牽签箝簽籤縴缱肷芊芡茜荨虔褰謙譴谦谴迁遣遷鈐鉗鉛錢钎钤钱钳铅阡韆騫骞黔
qiang:呛嗆墙嫱強强彊戕戗抢搶枪槍樯檣炝牆繈羌羟腔蔷薔蜣襁跄鎗鏘锖锵镪
qiao:乔侨俏僑劁喬峤峭巧悄愀憔撬敲桥樵橇橋瞧硗窍竅缲翘翹荞誚譙诮谯跷蹺鍬锹鞒鞘
qie:且切妾怯惬愜慊挈窃竊箧茄鍥锲
qin:亲侵勤吣嗪噙寝寢嶔揿撳擒檎欽沁琴禽秦芩芹螓衾覃親钦锓
qing:倾傾卿圊庆情慶擎晴檠氢氫氰清磬綮罄苘蜻請謦请輕轻青頃顷鯖鲭黥
qiong:琼瓊穷穹窮筇茕蛩跫邛銎
qiu:丘俅囚巯梂楸毬求泅湫犰球秋糗虬蚯裘赇逑遒邱酋鞦鰍鳅鼽
qu:劬区區去取娶屈岖嶇曲朐氍渠璩癯瞿磲祛蕖蘧蛆蛐蠼衢觑诎趋趣趨躯軀阒驅驱鸲麴黢齲龋
quan:佺全券劝勸圈悛拳权權泉犬犭畎痊筌绻荃蜷詮诠踡辁醛銓铨颧鬈
que:却卻悫榷炔瘸确確缺闋闕阕阙雀鵲鹊
qun:群裙逡
ran:冉染然燃苒蚺髯
rang:嚷壤攘瓤禳穰讓让
rao:娆嬈扰擾桡橈繞绕荛饒饶
re:惹热熱
ren:人亻仁仞任刃壬妊忍稔紉纫荏衽認认軔轫韌韧飪饪
reng:仍扔
ri:日
rong:冗容嵘嶸戎榕榮溶熔狨絨绒肜茸荣蓉蝾融鎔
rou:揉柔糅肉蹂鞣
ru:乳儒入嚅如孺汝洳溽濡缛茹蓐薷蠕褥襦辱铷颥
ruan:朊軟软阮
rui:枘瑞睿芮蕊蕤蚋銳锐
run:润潤閏闰
ruo:偌弱箬篛若鶸
sa:仨卅挲撒洒灑脎萨薩颯飒
sai:噻塞腮賽赛鰓鳃
san:三伞傘叁散毵糝馓
sang:丧喪嗓搡桑磉颡
sao:埽嫂扫掃搔瘙繅缫臊騷骚鳋
se:啬嗇涩澀瑟穑穡色铯
sen:森
seng:僧
sha:傻厦唼啥廈杀歃殺沙煞痧砂紗纱莎裟铩霎鯊鲨
shai:晒曬筛篩酾
shan:删刪善埏姍姗嬗山彡扇擅杉柵栅汕潸煽珊疝禪縿繕缮羶膳膻舢芟苫蟮衫訕讪贍赡跚鄯钐閃闪陕陝骟鱔鳝
shang:上伤傷商垧墒尚晌殇殤熵绱裳觞觴賞赏
shao:劭勺哨少捎杓梢潲烧燒稍筲紹绍艄芍蛸邵韶
she:佘厍奢射慑懾捨摄攝涉滠猞畲社舌舍蛇設设賒赊赦麝
shen:什伸呻哂娠婶嬸审審慎椹沈深渖渗滲瀋甚申矧砷神糁紳绅肾胂脤腎莘葚蜃诜谂身
sheng:剩勝升圣声嵊昇晟牲生甥盛省眚笙繩绳聖聲胜賸陞
shi:世事仕使侍势勢十史嗜噬埘塒士失奭始实室實尸屍屎市师師式弑弒恃拭拾施时是時柿氏湿溼濕炻狮獅矢石示礻筮舐莳蓍虱蚀蝕蝨螫視视試詩誓識识试诗谥豕贳軾轼适逝適释釋铈食飾饣饰駛驶鲥鲺
shou:兽受售壽守寿手扌授收狩獸瘦綬绶艏首
shu:书倏叔塾墅姝孰属屬庶恕戍抒摅数數暑曙書术束枢树梳樞樹橾殊殳毹沭淑漱澍熟疏秫竖纾署腧舒菽蔬薯藷蜀術豎贖赎輸输述黍鼠
shua:刷唰耍
shuai:帅帥摔甩蟀衰
shuan:拴栓涮閂闩
shuang:双塽孀爽雙霜
shui:水氵睡稅税誰谁
shun:吮瞬舜順顺
shuo:妁搠朔槊烁爍硕碩蒴說说鑠铄
si:丝伺似俟兕厮厶司咝嗣嘶四姒寺巳廝思撕斯死汜泗澌祀私笥絲纟缌耜肆蛳锶飼饲駟驷鷥鸶
song:凇宋崧嵩忪怂悚慫松淞竦耸聳菘訟誦讼诵送頌颂鬆
sou:叟嗖嗽嗾搜擞擻溲瞍艘蒐薮藪螋锼颼飕餿馊
su:俗僳嗉囌塑夙宿愫涑溯甦稣穌簌粟素肃肅苏蔌蘇觫訴诉谡速酥
suan:狻痠算蒜酸
sui:岁歲濉燧眭睢碎祟穗綏绥荽虽誶谇遂邃隋随隧隨雖髓
sun:孙孫损損榫狲笋筍荪蓀隼飧
suo:唆唢嗍嗦娑所桫梭琐瑣睃簑索縮缩羧蓑鎖锁
ta:他塌塔她它挞撻榻沓溻牠獭獺趿踏蹋躂遝遢铊闼鳎
tai:台太态態抬檯汰泰炱肽胎臺苔薹跆邰酞钛颱鲐
tan:叹嘆坍坛坦壇弹忐探摊攤昙曇檀歎毯滩潭灘炭痰瘫癱碳罈袒談譚谈谭貪贪郯钽锬镡
tang:倘傥儻唐堂塘帑搪棠汤淌湯溏烫燙瑭糖羰耥膛螗螳趟躺醣鏜铴镗饧
tao:啕套掏桃檮洮涛淘滔濤焘絛绦萄討讨逃陶韜韬饕鼗
te:忑忒慝特铽
teng:滕疼籐腾藤誊謄騰
ti:体倜剃剔啼嚏屉屜悌惕提替梯涕緹绨缇裼踢蹄逖醍銻锑題题體鹈
tian:填天忝恬掭殄添甜田畋腆舔闐阗
tiao:佻挑条條眺祧窕笤粜苕蜩覜调跳迢髫鯈鲦龆
tie:帖萜貼贴鐵铁餮
ting:亭停厅听婷庭廳廷挺梃汀烃町聽艇莛葶蜓铤霆
tong:仝佟僮同嗵彤恸慟捅桐桶潼痛瞳砼童筒統统茼通酮銅铜
tou:亠偷头投透钭頭骰
tu:兔凸吐图圖土堍塗屠徒涂禿秃突荼菟途酴钍
tuan:团團彖抟湍疃糰
tui:推煺腿蛻蜕褪退頹颓
tun:吞囤屯暾氽臀豚飩饨
tuo:乇佗唾坨妥庹托拓拖柁柝椭橐橢沱砣箨脫脱託跎酡陀馱駝驮驼鴕鸵鼍
wa:佤哇娃娲媧挖洼瓦窪腽蛙袜襪
wai:外崴歪
wan:万丸剜婉完宛弯彎惋挽晚汍湾灣烷玩琬畹皖碗綰纨绾脘腕芄莞菀萬蜿豌輓頑顽
wang:亡妄尢往忘惘旺望枉汪王網网罔輞辋魍
wei:为伟伪位偉偎偽卫危味唯喂囗围圍委威娓尉尾嵬巍帏帷幃微惟慰未桅沩洧涠渭潍濰炜為煨猥猬玮畏痿維緯纬维胃艉苇萎葦葳蔚薇衛褽諉謂诿谓軎违逶違闈闱隈隗韋韦韪餵魏鮪鲔
wen:刎吻問塭抆文汶温溫璺瘟稳穩紊紋纹聞蚊问闻阌雯
weng:嗡瓮甕翁蓊蕹
wo:倭卧喔幄我挝握斡沃涡渥渦硪窝窩肟臥莴萵蜗蝸齷龌
wu:乌五仵伍侮兀务務勿午吳吴吾呜唔嗚圬坞塢妩婺嫵寤屋巫庑忤怃悟憮戊捂於无晤杌梧武毋汙污浯烏焐無物牾痦舞芜芴蕪蜈誣誤诬误迕邬鋈鎢钨阢雾霧騖骛鵡鹉鹜鼯
xi:习係僖兮吸唏喜嘻夕奚媳嬉屣希席徙息悉惜戏戲昔晞晰曦析樨檄欷歙汐洗浠淅溪潟烯熄熙熹牺犀犧玺璽皙矽硒禊禧稀穸粞系細繫细羲習翕膝舄舾菥葸蓆蓰蜥螅蟋袭襲西觋譆谿郄醯錫锡阋隙隰饩鼷
xia:下侠俠匣吓呷夏峡峽暇柙煆狎狭狹瑕瞎硖罅虾蝦轄辖遐霞黠
xian:仙僩先冼县咸啣娴嫌嫻宪岘峴弦憲掀显暹氙涎燹猃献獻现現痫祆秈筅籼絃線縣纖纤线羡羨腺舷苋莧莶藓蘚蚬蜆衔賢贤跣跹酰銑銜铣锨閑閒闲限险陷險霰顯餡馅鮮鲜鹇鹹
xiang:乡享像厢向响嚮巷庠廂想橡湘瓖相祥箱缃翔芗葙蟓襄詳详象鄉鑲镶響項项飨餉饗饷香骧鲞
xiao:傚削哓哮啸嘯囂孝宵小崤效晓曉枭枵校梟消淆潇瀟硝笑筱箫篠簫绡肖萧蕭詨逍銷销霄驍骁魈
xie:些亵偕写勰协協卸寫屑廨懈挟挾携撷擷攜斜械楔榍榭歇泄泻洩渫瀉瀣燮獬紲绁缬胁脅薤蝎蟹蠍褻諧謝谐谢躞邂邪鞋
xin:信囟心忄忻新昕欣歆芯薪衅訢辛釁鋅鑫锌馨
xing:倖兴刑型姓幸形性悻惺擤星杏猩硎腥興荇行邢醒陉陘
xiong:兄兇凶匈汹洶熊胸芎雄
xiu:休修咻嗅岫庥朽溴秀繡绣羞脩袖貅鏽锈馐髹鸺
xu:勖勗卹叙吁嘘噓圩墟婿序徐恤戌敘旭栩洫溆煦燸盱糈絮緒續绪续胥蓄蓿虚虛訏許许诩酗醑需須頊须顼鬚
xuan:儇喧宣悬懸揎旋晅暄楦泫渲漩炫煊煖玄璇璿痃癣癬眩碹絢绚萱諼谖軒轩选選鉉铉镟
xue:学學泶穴薛血谑踅雪靴鳕
xun:勋勛勳埙壎寻尋峋巡巽徇循恂旬曛殉汛洵浔潠潯熏燻獯窨荀蕈薰訊訓詢训讯询迅逊遜醺馴驯鲟
ya:丫亚亞伢压呀哑啞垭壓娅岈崖押揠桠氩氬涯牙琊痖睚砑芽蚜衙訝讶軋轧迓雅鴉鴨鸦鸭
yan:严俨偃儼兖兗剡厌厣厭咽唁嚥嚴堰奄妍嫣宴岩崦巖延彥彦恹掩晏檐沿淹湮滟演炎烟焉焰焱煙燄燕琰盐眼研砚硯筵簷縯罨胭腌艳艷菸蜒衍言諺讠谚谳豔贗赝郾鄢酽醃釅閻闫阉阎阽雁顏颜餍饜驗验魇魘鹽鼴鼹
yang:仰佯养央徉怏恙扬揚暘杨样楊樣殃氧泱洋漾炀烊煬疡痒瘍癢秧羊蛘鍚阳陽鞅颺養鴦鸯
yao:吆咬堯夭妖姚尧崾幺徭搖摇曜杳榣爻珧瑤瑶窈窑窯繇耀肴腰舀药藥要謠谣轺遙遥邀钥铫餚鳐鷂鹞
ye:业也冶叶噎夜掖揶晔暍曄曳椰業液烨爷爺耶腋葉謁谒邺鄴野铘靥靨頁页
yi:一义乙亦亿仡以仪伊佚佾依倚偯儀億刈劓医呓咦咿噫囈圯埸壹夷奕姨宜屹峄嶷已帟异弈弋彝役忆怡怿悒意憶懿抑挹揖旖易栘椅殪毅沂浥溢漪熠猗異疑疫痍瘗癔益眙睪矣移縊繹绎缢義羿翊翌翳翼肄胰臆舣艺苡荑薏藝蚁蜴蟻衣衤裔詣誼譯議议译诒诣谊貽贻軼轶迆迤逸遗遺邑酏醫鎰钇铱镒镱頤颐飴饴驛驿黟
yin:印吟吲喑因垠堙夤姻寅尹廴引慇殷氤洇淫狺瘾癮胤茚茵荫蔭蚓鄞銀铟银阴陰隐隱霪音飲饮齦龈
ying:嘤嚶塋婴媵嬰嬴应影應撄映楹樱櫻滢潆瀛熒營瑛瑩璎瓔瘿盈硬穎縈纓缨罂罌膺英茔荥荧莹莺萤营萦蓥蝇螢蠅贏赢迎郢颍颖鶯鷹鸚鹦鹰
yo:哟唷喲
yong:佣俑傭勇咏喁墉壅庸恿慵拥擁永泳涌湧用甬痈臃蛹詠踊踴邕鄘镛雍饔鳙
you:优佑侑優卣又友右呦囿宥尤幼幽忧悠憂攸有柚油游牖犹猶猷由疣祐莜莠莸蚰蚴蝣蝤誘诱遊邮郵酉釉鈾铀铕魷鱿黝鼬
yu:与予于伛余俞俣喻圄圉域堉妤妪娛娱嫗宇寓屿峪嵛嶼庾御愈愉愚慾揄敔昱榆欤欲歟毓浴淤渔渝漁澦煜燠狱狳獄玉瑜瘀瘉瘐癒盂禦禹禺窬窳竽籲紆纡羽聿肀育腴臾舁舆與芋萸蓣虞蜮蝓裕褕覦觎誉語諛諭譽语谀谕豫輿迂逾遇郁钰阈隅雨雩預预餘饫馀馭驭鬱鬻魚鱼鹆鹬齬龉
yuan:元冤原员員园圆園圓垣垸塬媛怨愿掾援橼沅淵渊湲源爰猿瑗眢箢緣缘芫苑螈袁轅辕远遠院願騵鳶鴛鸢鸳鼋
yue:刖哕岳嶽悅悦曰月樾瀹玥籥粤粵約约越跃躍軏鑰钺閱阅龠
yun:云允勻匀孕恽愠慍昀晕暈殒氲氳熨狁筠紜纭耘芸蕴蘊运運郓郧酝醞陨隕雲韫韵韻
za:匝咂咋拶杂砸臢雜
zai:仔再哉在宰崽栽災灾甾載载
zan:偺咱攒昝暂暫瓒瓚簪糌讚贊赞趱錾鏨
zang:奘脏臟臧葬贓赃驵髒
zao:凿唣噪早枣棗澡灶燥皂糟藻蚤譟躁造遭鑿
ze:仄则則啧嘖帻择擇昃泽澤笮箦舴責责赜迮
zei:賊贼
zen:怎谮
zeng:增憎甑繒缯罾贈赠锃
zha:乍吒咤哳喳扎揸搾札柞楂榨渣炸痄眨砟紮蚱詐诈铡閘闸齄
zhai:债債宅寨摘斋瘵砦窄翟齋
zhan:佔占展崭嶄战戰搌斩斬旃栈棧毡氈沾湛盏盞瞻站綻绽蘸詹譫谵輾霑
zhang:丈仉仗嫜嶂帐帳幛张張彰掌杖樟涨漲漳獐璋瘴章胀脹蟑賬账鄣障
zhao:兆召找招昭棹櫂沼炤照笊罩肇詔诏赵趙釗钊
zhe:哲折摺柘浙着磔者蔗蛰蜇褶謫谪赭輒轍辄辙这這遮锗鷓鹧
zhen:侦偵圳帧幀振斟朕枕桢楨榛浈溱珍甄甽畛疹真砧祯禎稹箴縝缜胗臻蓁診诊貞賑贞赈轸針鎮针镇阵陣震鴆鸩
zheng:争峥崢征怔拯挣掙政整正爭狰猙症癥睁睜筝箏蒸証諍證证诤郑鄭錚钲铮
zhi:之侄值制卮只吱咫址埴執夂姪峙帙帜幟彘徵志忮执指挚掷摭摯擲支旨智枝枳栀栉桎梔植櫛止殖汁治泜滞滯炙痔痣直知祉祗秩稚窒紙絷緻織纸织置职職肢胝脂膣至致芝芷蛭蜘衹製觯誌豸質质贽趾跖踬踯躑躓輊轵轾郅酯陟隻雉骘鸷黹
zhong:中仲众冢塚忠盅眾种種終终肿腫舯螽衷踵重鍾鐘钟锺
zhou:冑周咒啁妯宙州帚昼晝洲皱皺碡籀粥紂縐纣绉肘胄舟荮诌軸轴週酎驟骤
zhu:丶主伫佇住侏助嘱囑拄朮朱杼柱株槠橥注洙渚潴炷烛煮燭猪珠疰瘃瞩矚硃祝竹竺筑箸築翥舳苎苧茱著蛀蛛註誅諸诛诸豬貯贮跦躅逐邾銖鑄铢铸駐驻麈
zhua:抓撾爪
zhuai:拽
zhuan:专僎啭囀專撰砖磚篆耑賺赚轉转顓颛馔
zhuang:壮壯妆妝幢庄撞桩樁状狀莊装裝
zhui:坠墜惴椎綴缀缒贅赘追錐锥隹骓
zhun:准準窀肫諄谆
zhuo:倬卓啄拙捉擢斫桌浊浞涿濁濯灼琢禚茁诼酌鐲镯
zi:兹咨姊姿子字孜孳嵫恣梓淄渍滋滓漬玆眦秭笫籽粢紫緇缁耔自茈茲觜訾諮谘貲資赀资趑輜辎錙锱髭鲻齜龇
zong:偬傯宗总棕粽綜縱總纵综腙踪蹤鬃
zou:奏揍诹走邹鄒鄹陬驺鲰
zu:俎卒族祖租組组菹詛诅足鏃镞阻
zuan:攥纂缵躜鑽钻
zui:咀嘴最罪蕞醉
zun:尊撙樽遵鳟
zuo:佐作做唑嘬坐左座怍昨祚胙阼`;

/** A line for each reading and the words of several signs that are read so, otherwise than their signs alone. */
export const WORDS = `ai yue:哀乐
an qu men:广渠门
bai fu zhang:百夫长
bai zhu:白术
bai zi:伯子
ban huo:拌和
ban zhang:班长
bang za:绑扎
bao chuang:刨床
bao guang:曝光
bao tu quan:趵突泉
bao za:包扎
bao zang:宝藏
bao zhang:保长
ben hang:本行
beng bu:蚌埠
bi bo:鄙薄
bi diao:笔调
bi gu:辟谷
bi lu:秘鲁
bi luo:吡咯
bi se:闭塞 鼻塞
bi xie:辟邪
bian diao:变调
bian niao:便溺
biao di:标的
biao shuai:表率
bie zhuan:别传
bing qi:屏弃 屏气
bing xi:屏息
bo geng:脖颈
bo he:薄荷
bo ji:薄技
bo jiu:薄酒
bo la tu:柏拉图
bo li:薄礼
bo lin:柏林
bo ming:薄命
bo mu:薄暮
bo qing:薄情
bo ruo:薄弱
bo wu:薄雾
bo xing:薄幸
bo xue:剥削
bu ce:簿册
bu diao:步调
bu ji:簿籍 簿记 补给
bu zhang:部长
bu zi:簿子
cai duo:猜度
cai kuai:财会
can mou zhang:参谋长
cang cu:仓卒
cang jing:苍劲
cang zhu:苍术
cao shuai:草率
cen ci:参差
chai guan:差官
chai qian:差遣
chai shi:差事 差使
chai yi:差役
chan huo:掺和 搀和
chan yu:单于
chang diao:长调
chang huan:偿还
chang zhang:厂长
chen mo:沉没
chen xin:称心
chen zhi:称职
chen zhuo:沉着
cheng du:成都
cheng zhang:成长
chong bo:重播
chong chang:重唱
chong chong:重重
chong chu:重出
chong die:重叠
chong fan:重返
chong feng:重逢
chong fu:重复
chong guang:重光
chong he:重合
chong hun:重婚
chong jian:重建
chong jiu:重九
chong lai:重来
chong luan:重峦
chong qi:重启
chong qing:重庆
chong se:充塞
chong shan:重山
chong shen:重审 重申
chong sheng:重生
chong shi:重试
chong sun:重孙
chong tan:重弹
chong ti:重提
chong wei:重围
chong wen:重温
chong xian:重现
chong xin:重新
chong xiu:重修
chong yan:重演
chong yang:重阳
chong yin:重印
chong ying:重影
chong you:重游
chong zheng:重整
chong zou:重奏
chong zu:重足
chou diao:抽调
chou jue:丑角
chou mou:绸缪
chu chai:出差
chu mo:出没
chuai duo:揣度
ci diao:词调
ci hou:伺候
ci zhang:次长
cu shuai:粗率
cuan dong:攒动
cuan mei:攒眉
cui lei dan:催泪弹
cun duo:忖度
cun zhang:村长
da diao:大调
da mu dan:达姆弹
da zang:大藏
da zhan:打颤
dai cheng:大城
dai fu:大夫
dan bo:单薄
dan dao:弹道
dan diao:单调
dan gong:弹弓
dan jia:弹夹
dan jue:旦角
dan ke:弹壳
dan keng:弹坑
dan pian:弹片
dan shen:丹参
dan wan:弹丸
dan yao:弹药
dan zhuo dian:弹着点
dang chai:当差
dang shen:党参
dao dan:导弹
dao heng:道行
dao zhang:道长
di diao:低调
di du:帝都
di fang:提防
di qiao:地壳
di que:的确
di shi:的士
dian zhao:点着
diao cha:调查
diao dang:调档
diao diao:调调
diao dong:调动
diao du:调度
diao fang:调防
diao huan:调换
diao hui:调回
diao ji:调集
diao li:调离
diao ling:调令
diao men:调门
diao pai:调派
diao qian:调遣
diao qu:调取
diao ren:调人 调任
diao shi:调式
diao tou:调头
diao wen:调温
diao yan:调演 调研
diao yong:调用
diao yue:调阅
diao yun:调运
diao zhi:调职
diao zhuan:调转
diao zi:调子
ding chi ba:钉齿耙
ding du:定都
dong du:东都
dong e:东阿
dong guan:东莞
dong hang:懂行
dong he:恫吓
dong shi zhang:董事长
du cheng:都城
du du:都督
du hu:都护
du jiang yan:都江堰
du se:堵塞
du shi:都市
du shuai:督率
dui chen:对称
dui diao:对调
dui zhang:队长
duo dan tou:多弹头
e nuo:婀娜
e pang gong:阿房宫
fa huan:发还
fa qia:发卡
fan de zhao:犯得着
fan diao:反调
fan huan:返还
fan xing:反省
fang dan:防弹
fang fu:仿佛
fei bo:菲薄
fei dan:飞弹
fei dei:非得
feng huan:奉还
fu bi:复辟
fu mo:覆没
fu zhuo:附着
gan ke:干咳
gan na hang:干哪行
gan yi hang:干一行
gang jing:刚劲
gao diao:高调
gao li shen:高丽参
gao tou:镐头
ge bei:胳臂
ge diao:格调
ge hang:各行 隔行
ge jie:蛤蚧
ge lao:仡佬
ge li:蛤蜊
geng se:梗塞
gong chai:公差
gong che:工尺
gong diao:宫调
gong hang:工行
gong ji:供给
gong lao bu:功劳簿
gong xuan:拱券
gou lou:佝偻
gu du:故都
gu shi:骨殖
gu yue:鼓乐
gu zhang:股长
gu zhuo:固着
gua wan:瓜蔓
guan chai:官差
guan qia:关卡
guan yue:管乐
guan zhang:官长
gui huan:归还
gui xiang:归降
guo yue:国乐
ha ma:虾蟆
hai shen:海参
han zhan:寒颤
hang bei:行辈
hang dang:行当
hang dao:巷道 行道
hang gao:行高
hang gui:行规
hang hao:行号
hang hua:行话
hang hui:行会
hang huo:行货
hang jia:行家
hang ju:行距
hang kuan:行款
hang lie:行列
hang mo:行末
hang qing:行情
hang shou:行首
hang wei:行尾
hang wu:行伍
hang ye:行业
hang zhang:行长
hao wu:好恶
he dan:核弹
hong deng deng:红澄澄
hong shao:红苕
hou po:厚朴
hu er:核儿
hu kou bu:户口簿
hu shi zhang:护士长
hu yu:呼吁
hua da ni:华达呢
hua ni:花呢
huan hang:换行
huan hun:还魂
huan ji:还击
huan jia:还价
huan li:还礼
huan qing:还清
huan shou:还手
huan su:还俗
huan xiang:还乡
huan yang:还阳
huan yuan:还原 还愿
huan zhai:还债
huan zui:还嘴
hui zhang:会长
huo xi ni:和稀泥
ji bo:瘠薄
ji dai:系带
ji fu:给付
ji han shu:奇函数
ji liang:伎俩
ji mo:籍没
ji ou:奇偶
ji shu:奇数
ji shui:给水
ji yang:给养
ji yu:给与 给予
ji zhang:机长
ji zhuan ti:纪传体
jia qiao:甲壳
jia shi:家什
jia zhang:家长
jian cha zhang:检察长
jian du:建都
jian hang:建行
jiao ben:校本
jiao chai:交差
jiao chang:校场
jiao dian:校点
jiao ding:校订
jiao dui:校对
jiao he:校核
jiao huan:交还
jiao huo:搅和
jiao kan:校勘
jiao wu:交恶
jiao xiang yue:交响乐
jiao yan:校验
jiao yang:校样
jiao yue:校阅
jiao zhang:教长
jiao zhao:脚爪
jiao zheng:校正
jiao zhu:校注
jiao zhun:校准
jiao zhuo:胶着
jie diao:借调
jie geng:桔梗
jie qiao:介壳
jie za:结扎
jin ji:进给
jin ji liang:进给量
jin mo:浸没
jing chuang:经幢
jing di:劲敌
jing feng:劲风
jing lv:劲旅
jing she:劲射
jing zhuan:经传
ju dou:句读
ju gu:巨贾
ju jue:咀嚼
juan yong:隽永
jue di:角抵
jue dou:角斗
jue jiang:倔强
jue li:角力
jue se:脚色 角色
jue shi yue:爵士乐
jue zhu:角逐
jun lie:龟裂
jun yue:军乐
jun zhang:军长
ka xie:咯血
kai hu hang:开户行
kai xiao chai:开小差
kao qin bu:考勤簿
ke bo:刻薄
ke chuan:咳喘
ke di song:可的松
ke sou:咳嗽
ke te ling:咳特灵
ke wu:可恶
ke xue:咳血
ke zhang:科长
kong bao dan:空包弹
kong he:恐吓
kong tong:崆峒
ku chai:苦差
kuai ji:会计
kuan zhi:款识
kun jue er:坤角儿
kun za:捆扎
la qian:拉纤
lang ji:狼藉
lao shi zi:劳什子
lao zhen:落枕
leng zhan:冷颤
li long:里弄
li yi ji:郦食其
li yue:礼乐
lian hua lao:莲花落
lian zhang:连长
lie che zhang:列车长
lie qie:趔趄
lie zhuan:列传
ling zhang mu:灵长目
liu dan:榴弹 流弹
liu zhou:碌碡
long tang:弄堂
long zhao huai:龙爪槐
lou lian:露脸
lou ma jiao:露马脚
lou mian:露面
lou xian:露馅
lou yi shou:露一手
lu an:六安
lu lin:绿林
lun diao:论调
luo bo:萝卜
luo hu xu:捋虎须
ma bu:抹布
mai mo:埋没
man yuan:埋怨
mie xie:乜斜
min yue:民乐
ming jue:名角
mo luo:没落
mo mo:脉脉
mo nai he:没奈何
mo ru:没入
mo shou:没收
mo suo:摩挲
mo xue:磨削
mo yao:没药
mo zhao:魔爪
mou li:牟利
mou qu:牟取
mu ban:模板
mu di:目的
mu ju:模具
mu mu:木模
mu yang:模样
mu zi:模子
na xiang:纳降
ne zha:哪吒
nei hang:内行
nei xing:内省
ni chang:霓裳
ni nan:呢喃
ni rong:呢绒
nian zhang:年长
nian zhuo:粘着
niao nuo:袅娜
nong hang:农行
nuan huo:暖和
nv gong:女红
pa hui:扒灰
pa shou:扒手
pai ji pao:迫击炮
pai zhang:排长
pai zhi bu:拍纸簿
pan yu:番禺
pang guang:膀胱
pao dan:炮弹
pao luo:炮烙
pei huan:赔还
pei ji:配给
pei jue:配角
pei yue:配乐
pi ji tai:否极泰
pi tai:否泰
pian yi:便宜
pian zhou:扁舟
ping diao:平调
ping zhuan:评传
po dao:朴刀
qi shou:稽首
qi yue:器乐
qia bo zi:卡脖子
qia ke:卡壳
qian bo:浅薄
qian dan:铅弹
qian du:迁都
qian fu:纤夫
qian sheng:纤绳
qian shou:纤手
qian wei:犍为
qiang dan:枪弹
qiang diao:强调 腔调
qiang jing:强劲
qin chai:钦差
qing bo:轻薄
qing dan:氢弹
qing diao:情调 请调
qing jia:亲家
qing jia gong:亲家公
qing shuai:轻率
qiu ci:龟兹
qiu jing:遒劲
qiu zhang:酋长
qu diao:曲调
qu qiao:躯壳
qu qu er:屈戌儿
qu zhang:区长
quan xiang:劝降
qun meng:群氓
ran shao dan:燃烧弹
ren shen:人参
ri ji bu:日记簿
ru hang:入行
ru mo:辱没
ruan huo:软和
san zang:三藏
se diao:色调
se yin:塞音
sha che:刹车
sha mu:杉木
sha shen:沙参
sha zhu:刹住
shan xue:删削
shang hang:商行
shao qia:哨卡
she zhang:社长
shen duo:审度
sheng diao:声调
sheng huan:生还
sheng si bu:生死簿
sheng yue:声乐
sheng zhang:生长 省长
shi cha hai:什刹海
shi dan:实弹
shi de:似的
shi diao:时调
shi jian er:什件儿
shi jin:什锦
shi wu:什物
shi zhang:市长 师长
shou du:首都
shou xiang:受降
shou xue:瘦削
shou zhang:首长
shu bu zhao:数不着
shu de zhao:数得着
shuai ling:率领
shuai xing:率性
shuai zhen:率真
shuai zhi:率直
shuan se:栓塞
shui jiao:睡觉
shui zhao:睡着
shuo shuo:数数
si wu zhang:司务长
si zhang:司长
song huan:送还
su sha mi:缩砂密
sui pao:尿泡
suo cao:莎草
suo yue:锁钥
ta ben:拓本
ta pian:拓片
ta shi gan:塔什干
tai hang:太行
tai lai pi:泰来否
tan shuai:坦率
tang se:搪塞
tao huan:讨还
tao rao:叨扰
tao shai:套色
teng wan:藤蔓
ti diao:提调
tian se:填塞
ting chai:听差
ting zhang:厅长 庭长
tong diao:同调
tong hang:同行
tong shuai:统率
tou dan:投弹
tou xiang:投降
tu bo:吐蕃
tu yu hun:吐谷浑
tuan zhang:团长
tui huan:退还
tun mo:吞没
wai diao:外调
wai hang:外行
wai zhang:外长
wai zhuan:外传
wan sheng:万乘
wang du:王都
wei bo:微薄
wei he:威吓
wen ge:文蛤
wu jiao:午觉
xi bo:稀薄
xi chuang:铣床
xi yang shen:西洋参
xi zang:西藏
xia men:厦门
xian dan:霰弹
xian wu:嫌恶
xian yue:弦乐
xian zhang:县长
xiang chen:相称
xiang fu:降伏
xiang shuai:相率
xiang shun:降顺
xiao diao:小调
xiao zhang:校长 消长
xiao zhuan:小传
xie lou:泄露
xie shu:解数
xin chai:信差
xin hao dan:信号弹
xing cha:省察
xing qin:省亲
xing shi:省视
xing wu:省悟
xing xiu:星宿
xing yang:荥阳
xing yi hang:行一行
xiong jing:雄劲
xiong zhang:兄长
xu chan:畜产
xu mu:畜牧
xu yang:畜养
xuan chuan dan:宣传弹
xuan diao:选调
xue bi:削壁
xue fa:削发
xue jia:削价
xue jian:削减
xue ping:削平
xue po:血泊
xue ruo:削弱
xue shou:削瘦
xue zhang:学长
ya lu jiang:鸭绿江
ya yue:雅乐
yan hong:殷红
yan mo:淹没 湮没
yan mu dan:烟幕弹
yan se hu:堰塞湖
yan shan:铅山
yan sui:芫荽
yan wu:厌恶
yan zhi:阏氏
yang hang:洋行
yang juan:羊圈
yao gun yue:摇滚乐
yao shi:钥匙
ye guang dan:曳光弹
yi chong shan:一重山
yi jiao:一觉
yi zhang:议长
yi zhuan:易传
yi zhuo:衣着
yin diao:音调
yin e:吟哦
yin hang:引吭 银行
yin yue:音乐
yin zhao:引着
yin zhao er:阴着儿
ying xiong zhuan:英雄传
ying zhang:营长
ying zhao:鹰爪
yong se:壅塞 拥塞
yong tan diao:咏叹调
you chai:邮差
you shui:游说
you xiang:诱降
yu diao:语调
yu qing:吁请
yu se:淤塞 语塞
yu tie:熨帖
yuan zhang:院长
yue chi:乐池
yue dui:乐队
yue fu:乐府
yue ge:乐歌
yue gong:乐工
yue li:乐理
yue lv:乐律
yue pu:乐谱
yue qi:乐器
yue qu:乐曲
yue shi:乐师
yue tan:乐坛
yue tuan:乐团
yue wu:乐舞
yue yin:乐音
yue zhang:乐章
yue zhi:月氏
yun chen:匀称
za ran:扎染
zai hang:在行
zang hong hua:藏红花
zang li:藏历
zang pi:臧否
zang qing:藏青
zang xi:藏戏
zang zu:藏族
ze she:咋舌
zen me zhao:怎么着
zeng sun:曾孙
zeng wu:憎恶
zeng zhang:增长
zeng zu:曾祖
zha dan:炸弹
zha gang:轧钢
zha lan:栅栏
zha xiang:诈降
zhai cai:择菜
zhan li:颤栗
zhan pian yi:占便宜
zhan zhang:站长
zhang bei:长辈
zhang bu:账簿
zhang da:长大
zhang guan:长官
zhang jin:长进
zhang lao:长老
zhang shang:长上
zhang shi:长势 长史
zhang sun:长孙
zhang xiang:长相
zhang xiong:长兄
zhang zhe:长者
zhang zi:长子
zhao fa:着法
zhao huo:着火
zhao ji:着急
zhao liang:着凉
zhao mi:着迷
zhao ming dan:照明弹
zhao mo:着魔
zhao qi:朝气
zhao shu:着数
zhao wa:爪哇
zhao xi:朝夕
zhao xia:朝霞
zhao xiang:招降
zhao ya:爪牙
zhao zhao:朝朝
zhe me zhao:这么着
zhen zhang:镇长
zheng bi:征辟
zheng diao:征调
zheng zhao:正着
zheng zhuan:正传
zhi dan tong:掷弹筒
zhi hang:支行
zhi ke:止咳
zhi niu:执拗
zhi shuai:直率
zhi zhao er:支着儿
zhi zhuo:执着 执著
zhong dan:中弹
zhong du:中都
zhong hang:中行
zhou zhang:州长
zhu diao:主调
zhu juan:猪圈
zhu jue:主角
zhu zhang:助长
zhuan diao:转调
zhuan ji:传记
zhuo chuang:着床
zhuo li:着力
zhuo lu:着陆
zhuo luo:着落
zhuo se:着色
zhuo shi:着实
zhuo shou:着手
zhuo xiang:着想
zhuo yan:着眼
zhuo yi:着意
zhuo zhong:着重
zi dan:子弹
zi ji:自给
zi mu:字模
zi mu dan:子母弹
zi xi:仔细
zi xing:自省
zi zhang:滋长
zi zhu:仔猪
zi zhuan:自传
zong dei:总得
zong hang:总行
zong yang:枞阳
zong zhang:总长
zou yue:奏乐
zu se:阻塞
zu zhang:族长 组长
zuo can:柞蚕
zuo si chou:柞丝绸`;
