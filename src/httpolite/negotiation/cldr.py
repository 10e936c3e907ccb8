"""What CLDR knows of language tags; made by scripts/cldr.py, not by hand. In lower case."""

from __future__ import annotations

# Of a group, all but the first are old or other subtags for the first, maybe with a script.
ALIASES = """\
aa aar; ab abk; ae ave; af afr; ak aka fat tw twi; am amh; an arg; apc ajp; ar ara arb; as asm; av
ava; ay aym ayr; az aze azj; ba bak; bal bcc; be bel; bg bul; bho bh bih; bi bis; bm bam; bn ben;
bo bod tib; br bre; bs bos; ca cat; ce che; ch cha; co cos; cr cre cwd; cs ces cze; cu chu; cv
chv; cy cym wel; da dan; de deu ger; doi dgo; dv div; dz adp dzo; ee ewe; el ell gre; en eng; eo
epo; es spa; et ekk est; eu baq eus; fa drw fas per pes prs tnf; ff fuc ful; fi fin; fil tgl tl;
fj fij; fo fao; fr fra fre; fy fry; ga gle; gd gla; gl glg; gn grn gug; gu guj prp; gv glv; ha
hau; he heb iw; hi hin; ho hmo; hr hrv scr; ht hat; hu hun; hy arm hye; hz her; ia ina; id in ind;
ie ile; ig ibo; ii iii; ik esk ipk; io ido; is ice isl; it ita; iu ike iku; ja jpn; jv jav jw; ka
geo kat; kg kng kon; ki kik; kj kua; kk kaz; kl kal; kln spy; km khm; kn kan; ko kor; kok gom; kpe
xpe; kr kau knc; ks kas; ku kmr kur; kv kom kpv; kw cor; ky kir; la lat; lb ltz; lg lug; li lim;
ln lin; lo lao; lt lit; lu lub; luy bxk; lv lav lvs; mg mlg plt; mh mah; mi mao mri; mk mac mkd;
ml mal; mn drh khk mon; mr mar; ms may msa zsm; mt mlt; my bur mya; na nau; nb nob; nd nde; ne nep
npi; ng ndo; nl dut nld; nn nno; no nor; nr nbl; nv nav; ny nya; oc oci; oj ojg oji; om gaz orm;
or ori ory; os oss; pa pan; pi pli; pl pol; ps pbu pus; pt por; qu que quz; raj mup; rm roh; rn
run; ro mo mol ron rum; ru rus; rw kin; sa cls san; sc src srd; sd snd; se sme; sg sag; si sin; sk
slk slo; sl slv; sm smo; sn sna; so som; sq alb als sqi; sr scc srp; sr-latn cnr hbs sh; ss ssw;
st sot; su sun; sv swe; sw swa swc swh; syr cld; ta tam; te tel; tg tgk; th tha; ti tir; tk tuk;
tn tsn; to ton; tr tur; ts tso; tt tat; ty tah; ug uig; uk ukr; ur urd; uz uzb uzn; ve ven; vi
vie; vo vol; wa wln; wo wol; xh xho; yi ji ydd yid; yo yor; za zha zyb; zh chi cmn zho; zu zul
"""

# The script, then the tags that are written in it if they name none; others are in Latin.
SCRIPTS = """\
aghb xag; ahom aho; arab aao abh abv acm acq acw acx adf aeb aec aee aeq afb aib aiq apc apd ar
arq ars ary arz ask atn auj auz avd avl ayh ayl ayn ayp az-iq az-ir azb bal bdz bej bft bgn bgp
bhe bhm bjm bqi brh brk bsh bsk chg cja ckb clh dcc def deh dgl dmk dml esh fa fay faz fia fub gbz
ggg gha ghr gig gjk gju glh glk gwc gwf gwt gzi ha-cm ha-sd hac haz hkh hnd hno hoh hrz hss isk
jad jat jbn jdg jnd jog kbu kby kcy kfm khw kk-af kk-cn kk-ir kk-mn klj kmz ks ktl ku-lb kvx kxp
ky-cn lah lki lrc lrk lrl lsa lss luv luz mby mde mfa mfi mhj mki mnj ms-cc mve mvy mzn nli nlm
ntz nyq odk oru ota pa-pk pbt phl phr phv plk prc prd prx ps psh psi pst qxq rdb rmt sbn scl sd
sdb sdf sdg sdh sds sgr sgy shd shm shu shv siy siz skr smy sqo sqt srh srz ssh sts swb tg-pk tjo
tks tov tra trm trw ug ur ush uz-af uzs vaf vgr vmh wbk wlo wne wni wsv xhe xka xkc xkj xkp xvi
ydg zba zdj zum; armi arc; armn axm hy hyw rmi; avst ae; bali kaw; bamu bax; bass bsq; batk btd
btm; beng aot as bn bpy cdz ctg der grt kdq mni rah rkt sdr syl unr unx; bopo hmj hmq; brah kho
pka pmh psu xtq; cakm ccp tnv; cans cr crj crk crl crm csw iu nsk oj ojs; cari xcr; cham cjm; cher
chr; chrs xco; copt cop; cprt ecy; cyrl ab ady agx akv alr alt ani aqc atv av az-ru ba be bg bhh
bph bua bxm ce chm cji ckt clw crh cu cv dar ddo dlg dng enf enh eve evn gdo gin gld huz inh itl
jct jdt kaa kap kbd kca ket khv kim kjh kk koi kpt kpy krc krk kum kv kva ky lbe lez mdf mk mn mns
mrj mtm mud myv ndf neg nio niv nog oaa oac omk orv os paq pnt-ru rsk ru rue rut sah sel sgh sia
sjd sjt sr sty tab tg tin tt tyv ude udi udm ug-kz ug-mn ugh uk ulc uz-cn xal xas xdq xpm xrm xrn
xwo yai ykg ykh ynk yrk ysr yug yux zko zkz; deva agi ahr anp anq anr aph asr awa bap bee bfb bfy
bfz bgc bgd bgq bgw bha bhb bhd bhi bhj bho bht bhu biy bjj bmj bns bpx bra brd brx btv byh byw
cdh cdj cdm chx cih ctn daq dhi dho dhw doi drq dry dty duh dus dwz emg emu fmu gbk gbm gdx ghe
goj gok gon gra gvr gyo hi hif hlb hne hoc hoj hoy hut jee jml jnl jns jul kex kfb kfk kfp kfq kfr
kfs kfu kfx kfy kgj kgy khn kif kip kjl kjo kkt kle klr kmj knn kok kra kru ksz kte kyv kyw lae
lbf lbm lbr lhm lif lmh loy luu mag mai mgp mjl mjt mjz mkb mke mr mrd mrr mtr mut mwr nao ncd ne
new nlx nmm noe noi nwx ola oon pch pci pgg phd phw pum pwr raa rab raf raj rav rji rjs rtw rwr sa
sck scp sd-in sgj sjp skj soi srx swv syw taj tdb tdg tdh tge the thf thl thq thr ths tij tkb tkt
ttz twm unr-np vah vas vav vay vjk wbr wme wtm xnr xsr ybh ybi; egyp egy; elym xly; ethi agj ahg
alw am anu awn bcq bst byn dox drs gez gmv gof gru har hdy ior kqy ktb mdx mdy muz mvz mym sgw stv
ti tig wal wle xan zwa; geor bbl jge ka lzz-ge oav sva xmf; gong wsg; gonm esg; goth got; gran
oty; grek aat bgx cpg ecr el grc pnt scx tsd uum xpg yej; gujr cdi dhn dub gas gbl gu; guru pa;
hang jje okm; hani how oko swi zch zeh zgb zgm zgn zhd zlj zln zlq zqe zyg zyn zzj; hans cdo cjy
cnp csp czh gan hak hsn lzh nan wuu yue-cn zh; hant hak-tw ltc nan-tw yue zh-au zh-bn zh-gb zh-gf
zh-hk zh-id zh-mo zh-pa zh-pf zh-ph zh-sr zh-th zh-tw zh-us zh-vn; hebr aij czk hbo he huy itk iw
jbe ji jpa jpr jrb jye lad lsd trg yhd yi yih yud zrp; hluw hlu; hmnp hnj mww; ital ett osc pgn
xve; java osi tes; jpan ams ja yoi; kali eky kvy kyu; kana ain ryu; khar pgd pra; khmr brb km krr
krv okz pcb rka smu tpu xhm; kits zkt; knda brw kfa kfd kfg kn tcy vmd; kore ko; lana cuu kkh nod;
laoo alk brv kjg kuf lbo lo ncq ngt pho sct sqq sss tth tto; latf gml; latg mga; latn ky-tr pnt-tr
sr-me sr-ro sr-tr; lepc lep; lina lab; linb gmy; lisu lis; lyci imy xlc; lydi xld; mand mid myz;
mani xmn; marc xzh; medf dmf; merc xmr; mlym aaf all kev kfh mjq mjr mjv ml pcf pcg pkr udg yea;
modi omr; mong bxu mn-cn mnc mvf; mroo mro; mtei omp; mymr aio blk bwe csh dnu dnv hpo int jkm kht
kjp ksu ksw kvq kvt kxf kxk mnw mwt my obr omx pce phk pll pwo pyx rbb rki rmz shn tco tjl tvn;
narb xna; newa nwc; nkoo nqo; nshu zhx; ogam pgl xpi; olck sat; orkh otk; orya bdv bfw dso dwk gaq
gbj gdb jun juy or peg rei spv uki xis zrg; osge osa; ougr oui; pauc ctd; phli pal; phnx obm phn;
plrd hmd ktp lpo sfm ygp yna ysy ywq ywu; prti xpr; rjng abl; rohg rhg; runr non nrn sxu; samr sam
smp; sarb xsa; saur saz; sgnw ase; sinh pi si; sogd sog; sora srb; soyo cmg; sunu suz; syrc aii
amw bhn bjf hrt kqd lhs oar syc syn syr tmr; tagb tbk; takr hii jna scu; tale tdd thi; talu khb;
taml bfq ctt cty era iru kfe kfi muv ta tcx vaa xub xuj; tang txg; tavt blt soa tyr; telu cde gau
key kfc lmn mju nit ort pcj te wbq yeu; tfng gho shi tda zen zgh; thaa dv; thai bzi cbn cog kdt
khf kjt kxm lcp lwl lwm mkm mlf mpz mra nyl nyw pht phu prt pww skb sou th thm tts ugo urk yoy;
tibt adx bfu bkk bo bro cgk cna dka dre dz dzl ght goe jda jya kbg khg kjz kkf lbj lkh luk lya muk
neh npb ole otb sbu sgt sip spt tcn tgf tsj xkf zau; tnsa nst; toto txo; ugar uga; vaii vai; wcho
nnp; xpeo peo; xsux akk hit htx nei oht; yiii ii nos nsd nsf nsv nty smh yig yiv ysd ysn ysp
"""

# A language and region, then those of its regions whose readers that one serves best.
PARENTS = """\
en-001 en-150 en-ag en-ai en-au en-bb en-bm en-bs en-bw en-bz en-cc en-ck en-cm en-cx en-cy en-dg
en-dm en-er en-fj en-fk en-fm en-gb en-gd en-gg en-gh en-gi en-gm en-gs en-gy en-hk en-id en-ie
en-il en-im en-in en-io en-je en-jm en-ke en-ki en-kn en-ky en-lc en-lr en-ls en-mg en-mo en-ms
en-mt en-mu en-mv en-mw en-my en-na en-nf en-ng en-nr en-nu en-nz en-pg en-pk en-pn en-pw en-rw
en-sb en-sc en-sd en-sg en-sh en-sl en-ss en-sx en-sz en-tc en-tk en-to en-tt en-tv en-tz en-ug
en-vc en-vg en-vu en-ws en-za en-zm en-zw; en-150 en-at en-be en-ch en-cz en-de en-dk en-es en-fi
en-fr en-hu en-it en-nl en-no en-pl en-pt en-ro en-se en-si en-sk; es-419 es-ar es-bo es-br es-bz
es-cl es-co es-cr es-cu es-do es-ec es-gt es-hn es-jp es-mx es-ni es-pa es-pe es-pr es-py es-sv
es-us es-uy es-ve; pt-pt pt-ao pt-ch pt-cv pt-fr pt-gq pt-gw pt-lu pt-mo pt-mz pt-st pt-tl; zh-hk
zh-mo
"""
