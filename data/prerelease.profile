# Lists that prisons and detention houses send before they release (预释放): the
# person and what his stay there was like.  Release dates that are still to come
# are what such a list is for.  What a list says of him at home is the roster's.
# SPDX-License-Identifier: Apache-2.0
[profile prerelease]
title  = 监所预释放名单
forms  = person period
yesno  = yes_no
match  = id_card name+birth+village
person = make
ended  = ended_on
compare = compare_prerelease
sum    = 合计 总计 小计 共计 累计 总人数 人数合计 合計 總計 小計 共計 累計
sign   = 填报单位 填表单位 制表单位 报送单位 单位 填表人 制表人 填报人 审核人 审核 单位负责人 负责人 联系人 填报日期 填报时间 填表日期 制表日期 报送日期 说明 注 备注： 经办人 签字 签名 盖章 公章 填報單位 填表人 填表單位 製表人 填報人 審核人 單位負責人 填報日期 製表日期
lines  = 第#页* 第%页* 共#页* 页码* #/# -#- 年月日 #年#月#日
groups = *(#人) *(共#人) *#人 *(#名) *#名 *小计* *合计* *总计* *小計* *合計* *總計* % %、* (%)*
common = 姓名 名字 性别 民族 年龄 出生日期 出生年月 身份证 身份证号 身份证号码 公民身份号码 证件号码 电话 电话号码 联系电话 联系方式 手机 手机号 手机号码 住址 地址 家庭住址 详细住址 单位 工作单位 职务 文化程度 学历 政治面貌 婚姻状况 健康状况 关系 性別 年齡 出生年月日 身份證號 電話 電話號碼 聯繫電話 聯繫方式 手機 手機號 單位 工作單位 職務 學歷 關係
own    = 基本情况 基本信息 个人情况 个人信息 个人基本情况 个人基本信息 人员情况 人员信息 人员基本情况 人员基本信息 本人 本人情况 本人信息 本人基本情况 对象基本情况 对象基本信息 对象信息 基本情況 個人情況 個人信息 本人情況
person.name            姓名 罪犯姓名 服刑人员姓名 人员姓名 对象姓名 帮教对象 帮教对象姓名 刑释人员姓名 刑满释放人员姓名 刑释解教人员姓名 名字 安置帮教对象 服刑人員姓名 人員姓名 對象姓名 幫教對象
    required = yes
person.former_name     曾用名 别名 曾用名或别名 又名 別名 曾用名或別名
person.nickname        绰号 外号 綽號 外號
person.sex             性别 男女 性別
person.nation          民族 族别 民族别 族別 民族別
person.id_card         身份证号 身份证号码 身份证 公民身份号码 公民身份证号码 公民身份证号 居民身份证号码 居民身份证号 居民身份号码 身份号码 证件号码 证件号 有效证件号码 身份证编号 二代身份证号码 身份证明号码 身份證號 身份證號碼 身份證 公民身份號碼 公民身份證號碼
person.birth           出生日期 出生年月 出生年月日 出生时间 生日 出生 出生日 出生年 出生時間
period.released_on     刑满日期 释放日期 预释放日期 预计释放日期 拟释放日期 应释放日期 刑期届满日期 释放时间 刑满时间 刑满释放日期 刑满释放时间 出狱日期 出狱时间 出监日期 出监时间 刑释日期 刑释时间 解矫日期 解教日期 释放年月日 刑满释放年月日 释放解教时间 刑满释放或解除矫正日期 釋放日期 刑滿日期 出獄日期 預釋放日期 預計釋放日期 擬釋放日期 應釋放日期
    required = yes
period.person_kind     释放类型 人员类别 人员类型 人员性质 对象类别 释放类别 类型 釋放類型 人員類別 人員類型 人員性質 對象類別
period.category        帮教类别 帮教类型 重点对象 是否重点 是否重点对象 是否重点人员 是否为重点帮教对象 是否重点帮教对象 帮教级别 帮教等级 重点一般 对象类型 类别 是否列为重点帮教对象 幫教類別 幫教類型 重點對象 是否重點 是否重點對象
    value    = 是:key 否:ordinary 有:key 无:ordinary
period.category_on     类别认定日期 重点认定日期 认定日期 列为重点日期 類別認定日期 重點認定日期 認定日期 列為重點日期
period.station         责任单位 司法所 帮教单位 负责单位 管辖司法所 所属司法所 帮教责任单位 列管单位 归属司法所 接收单位 責任單位 幫教單位 負責單位 管轄司法所 所屬司法所
period.phone           联系电话 电话 手机号 手机 手机号码 本人电话 联系方式 电话号码 本人联系电话 本人联系方式 联系号码 本人手机号 聯繫電話 電話 手機號 手機 手機號碼
period.other_contact   其他联系方式 备用电话 其他电话 微信号 微信 其他聯繫方式 備用電話 其他電話 微信號
period.village         村居 村（居） 所属村居 所在村居 村（社区） 村社区 所属村（社区） 村 社区 村别 行政村 居住村居 所属村 村名 村居名称 所在村（居） 村（居）委会 所属社区 所屬村居 村（社區） 村社區
period.home_address    户籍地址 户籍所在地 户籍地 户籍 户口所在地 户籍住址 户籍地详址 户籍地详细地址 户籍所在地详细地址 户籍地详细门牌号 原户籍地 户口地址 身份证地址 戶籍地址 戶籍所在地 戶籍地 戶籍 戶口所在地
period.home_region     户籍区划 户籍区划代码 户籍地区划 戶籍區劃 戶籍區劃代碼 戶籍地區劃
period.home_town       户籍乡镇 户籍地乡镇 户籍乡镇街道 户籍街道 戶籍鄉鎮 戶籍地鄉鎮 戶籍鄉鎮街道 戶籍街道
period.live_address    现住址 现居住地 居住地址 居住地 现住地址 家庭住址 家庭地址 现居住地址 住址 地址 居住地详址 居住地详细地址 现住地 实际居住地 暂住地址 常住地址 现家庭住址 经常居住地 详细住址 現住址 現居住地 現住地址
period.live_region     居住区划 居住区划代码 居住地区划 居住區劃 居住區劃代碼 居住地區劃
period.live_town       居住乡镇 居住地乡镇 乡镇 街道 镇街 乡镇街道 所属乡镇 乡镇（街道） 所属镇街 居住鄉鎮 居住地鄉鎮 鄉鎮 鎮街 鄉鎮街道
period.same_address    是否人户一致 居住地和户籍地是否相同 居住地与户籍地是否相同 人户一致 是否人戶一致 居住地和戶籍地是否相同 居住地與戶籍地是否相同 人戶一致
period.education       文化程度 文化 学历 文化水平 受教育程度 教育程度 學歷
period.marriage        婚姻状况 婚姻 婚否 婚姻情况 婚姻状态 婚姻狀況 婚姻情況 婚姻狀態
period.politics_before 原政治面貌 捕前政治面貌
period.politics_now    政治面貌 现政治面貌 政治面目 現政治面貌
period.status_before   捕前身份 原身份 逮捕前身份
period.occupation_before 捕前职业 原职业 犯罪前职业 捕前職業 原職業 犯罪前職業
period.former_unit     原工作单位 原单位 捕前单位 原工作單位 原單位 捕前單位
period.skill           职业技能 技能 特长 技术特长 掌握技能 職業技能 特長 技術特長
period.health          健康状况 身体 身体状况 健康情况 身体健康状况 健康狀況 身體狀況 健康情況 身體健康狀況
period.economy         家庭经济状况 经济 经济状况 家庭经济 家庭经济情况 家庭状况 家庭經濟狀況 經濟 經濟狀況 家庭經濟 家庭經濟情況
period.on_relief       低保 是否低保 有无低保救助 是否享受低保 低保情况 有無低保救助 低保情況
    value    = 有:1 无:0 低保户:1 已享受:1 未享受:0
period.mental_illness  是否精神疾病 精神病 是否精神病人 有无精神病 有無精神病
    value    = 有:1 无:0
period.rural           是否农村籍 是否农村户口 是否農村戶口
period.three_without   是否三无人员 三无人员 三无 是否三无 是否三無人員 三無人員 三無 是否三無
period.false_identity  三假人员 是否三假 是否三假人员 三假人員 是否三假人員
period.juvenile_offence 犯罪时未成年 是否未成年犯 是否未成年 未成年犯 犯罪時未成年
period.fixed_home      有无固定住所 固定住所 是否有固定住所 有無固定住所
    value    = 有:1 无:0
period.whereabouts     就业去向 去向 外出情况 是否外出 现去向 流向 人员去向 就業去向 外出情況 現去向
    value    = 是:away 否:local
period.away_place      外出地点 外出地 务工地 外出务工地 务工地点 外出去向 外出地點 務工地 外出務工地 務工地點
period.away_since      外出日期 外出时间 外出起始日期 外出時間
period.away_contact    外出联系方式 外出联系人及电话 外出联系人 外出聯繫方式 外出聯繫人及電話 外出聯繫人
period.away_tracked    跟踪帮教 有无跟踪帮教 是否跟踪帮教 跟踪幫教 有無跟踪幫教 是否跟踪幫教
    value    = 有:1 无:0
period.kin1_name       家属姓名 家庭联系人 亲属姓名 紧急联系人 监护人 家属 家属联系人 亲属 联系人姓名 家属情况姓名 家属信息姓名 家庭成员姓名 家屬姓名 親屬姓名 家屬
period.kin1_relation   与本人关系 家属关系 关系 与对象关系 亲属关系 家属情况关系 家属情况与本人关系 家属与本人关系 家庭成员关系 家屬关系 親屬关系 家屬情况关系
period.kin1_phone      家属电话 亲属电话 家属联系电话 亲属联系电话 家属联系方式 家庭电话 家属手机 联系人电话 亲属联系方式 紧急联系电话 监护人电话 家属情况电话 家属情况联系电话 家属信息电话 家属信息联系电话 家庭成员电话 家庭成员联系电话 家屬电话 親屬电话 家屬联系电话 親屬联系电话 家屬联系方式
period.kin2_name       家属二姓名 家属姓名2 家属2姓名 家屬二姓名 家屬姓名2 家屬2姓名
period.kin2_phone      家属二电话 家属电话2 家属2电话 家屬二电话 家屬电话2 家屬2电话
period.family_contact  家庭联系情况 家庭聯繫情況
period.prison_name     服刑单位 服刑场所 服刑监狱 服刑地 服刑地点 监狱 监所 监狱名称 监所名称 关押单位 释放单位 释放机关 原服刑单位 服刑监所 释放监所 羁押场所 执行单位 刑罚执行场所 服刑單位 服刑監獄 服刑地點 監獄
period.prison_kind     监所类型 监所类别 監所類型 監所類別
period.prison_no       犯人编号 罪犯编号 服刑编号 囚号 犯人編號 罪犯編號 服刑編號 囚號
period.court           判决机关 判决法院 原判法院 审判机关 判決機關 判決法院 審判機關
period.judgment_no     判决书号 判决文号 判决书编号 判決書號 判決文號 判決書編號
period.judged_on       判决日期 判决时间 判決日期 判決時間
period.offence         罪名 原罪名 案由 所犯罪名 犯罪类型 犯罪性质 判处罪名 原判罪名 罪行 案件性质 犯罪類型 犯罪性質
period.offence_class   罪名类别 罪名分类 罪名類別 罪名分類
period.penalty         原判刑罚 刑种 原判刑种 刑種 原判刑種
period.term            原判刑期 刑期 原刑期 判处刑期 判刑期限 服刑期限 原判期限 判處刑期
period.term_months     刑期月数 折合月数 刑期月數 折合月數
period.term_from       刑期起日 刑期起始 刑期起 服刑始日 刑期自 刑期开始日期 刑期開始日期
period.term_to         刑期止日 刑期截止 刑期止 服刑止日 刑期至
period.term_change     刑期变动 减刑情况 刑期变更 刑期變動 減刑情況 刑期變更
period.accessory       附加刑 附加刑种类 附加刑種類
period.accessory_note  附加刑说明 罚金 罚金数额 罰金數额
period.recidivist      是否累犯 累犯 累惯犯 是否累惯犯
period.priors          前科次数 前科 犯罪次数 前科次數 犯罪次數
period.drug_history    吸毒史 有无吸毒史 是否吸毒 是否有吸毒史 有無吸毒史
    value    = 有:1 无:0
period.plea            认罪态度 认罪服法态度 認罪態度 認罪服法態度
period.reform          改造表现 服刑表现 狱内表现 改造情况 改造表現 服刑表現 獄內表現 改造情況
period.rewards         奖惩情况 狱内奖惩 獎惩情況 獄內獎惩
period.prison_advice   监所建议 帮教建议 特殊情况备注及帮教建议 監所建議 幫教建議 特殊情況備註及幫教建議
period.remark          备注 备考 说明情况 其他情况 备注说明 備註 備考 說明情況 其他情況 備註說明
source.number          编号 人员编号 档案号 档案编号 对象编号 名单编号 編號 人員編號 檔案號 檔案編號 對象編號
- 序號 监区 分监区 床号 出监教育 释放通知书号 序号 序 行号 原因 年龄 照片 司法所代码 区划 地区 拼音首字母 县区 区县 市州 省份 填表日期 入矫日期 环节 标记
