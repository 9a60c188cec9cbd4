# Ledgers and lists of people, as offices, counties and prisons keep them.  Heads
# are compared without blanks, brackets, width and case, so that one spelling
# stands for many.
# SPDX-License-Identifier: Apache-2.0
[profile roster]
title  = 花名册、台账
forms  = person period intake
yesno  = yes_no
match  = id_card name+birth+village
person = make
ended  = ended_on
compare = compare_roster
sum    = 合计 总计 小计 共计 累计 总人数 人数合计
sign   = 填报单位 填表单位 制表单位 报送单位 单位 填表人 制表人 填报人 审核人 审核 单位负责人 负责人 联系人 填报日期 填报时间 填表日期 制表日期 报送日期 说明 注 备注： 经办人
person.name            姓名 人员姓名 对象姓名 帮教对象 帮教对象姓名 刑释人员姓名 刑满释放人员姓名 刑释解教人员姓名 服刑人员姓名 罪犯姓名 名字 安置帮教对象
    required = yes
person.former_name     曾用名 别名 曾用名或别名 又名
person.nickname        绰号 外号
person.sex             性别 男女
person.nation          民族 族别 民族别
person.id_card         身份证号 身份证号码 身份证 公民身份号码 公民身份证号码 公民身份证号 居民身份证号码 居民身份证号 居民身份号码 身份号码 证件号码 证件号 有效证件号码 身份证编号 二代身份证号码 身份证明号码
person.birth           出生日期 出生年月 出生年月日 出生时间 生日 出生 出生日 出生年
period.released_on     释放日期 释放时间 刑满日期 刑满时间 刑满释放日期 刑满释放时间 出狱日期 出狱时间 出监日期 出监时间 刑释日期 刑释时间 解矫日期 解教日期 释放年月日 刑满释放年月日 释放解教时间 刑满释放或解除矫正日期 釋放日期 刑滿日期 出獄日期
    required = yes
period.person_kind     释放类型 人员类别 人员类型 人员性质 对象类别 释放类别 类型
period.category        帮教类别 帮教类型 重点对象 是否重点 是否重点对象 是否重点人员 是否为重点帮教对象 是否重点帮教对象 帮教级别 帮教等级 重点一般 对象类型 类别 是否列为重点帮教对象
    value    = 是:key 否:ordinary 有:key 无:ordinary
period.category_on     类别认定日期 重点认定日期 认定日期 列为重点日期
period.risk            风险等级 危险等级 风险评估等级 危险程度 评估等级 危险性等级
period.management      矫管类型 管教类型 管理类型
period.grade           管理类别 管理级别
period.station         责任单位 司法所 帮教单位 负责单位 管辖司法所 所属司法所 帮教责任单位 列管单位 归属司法所 接收单位
period.responsible     帮教责任人 责任人 帮教人 帮教人员 帮教负责人 帮教干部 包保责任人 帮教民警 联系干部 负责人员 监管责任人 责任干部 帮教工作人员
period.received_on     接收日期 接收时间 接茬日期 接茬时间 接收年月日
period.returned_on     回归日期 回归时间 返乡日期 回乡时间 返回日期
period.reported_on     报到日期 报到时间 来所报到日期 报到登记日期
period.registered_on   入户日期 入户时间 落户日期 落户时间 户口登记日期
period.aid_from        帮教起始日期 帮教起始 帮教开始日期 帮教开始时间 帮教起始时间 帮教起 帮教期限起 帮教期起 起始日期 帮教期限自
    copied   = yes
period.aid_to          帮教截止日期 帮教截止 帮教期满 帮教期满日期 帮教结束日期 帮教结束时间 帮教截止时间 帮教止 帮教期限止 帮教期止 截止日期 期满日期 期满时间 帮教到期日 帮教期限至
    copied   = yes
period.source_status   状态 人员状态 当前状态 帮教状态 在册状态 人员现状
    copied   = yes
period.platform_no     平台编号 平台人员编号 系统编号 安置帮教人员编号
period.phone           联系电话 电话 手机号 手机 手机号码 本人电话 联系方式 电话号码 本人联系电话 本人联系方式 联系号码 本人手机号
period.other_contact   其他联系方式 备用电话 其他电话 微信号 微信
period.village         村居 村（居） 所属村居 所在村居 村（社区） 村社区 所属村（社区） 村 社区 村别 行政村 居住村居 所属村 村名 村居名称 所在村（居） 村（居）委会 所属社区
period.home_address    户籍地址 户籍所在地 户籍地 户籍 户口所在地 户籍住址 户籍地详址 户籍地详细地址 户籍所在地详细地址 户籍地详细门牌号 原户籍地 户口地址 身份证地址
period.home_region     户籍区划 户籍区划代码 户籍地区划
period.home_town       户籍乡镇 户籍地乡镇 户籍乡镇街道 户籍街道
period.live_address    现住址 现居住地 居住地址 居住地 现住地址 家庭住址 家庭地址 现居住地址 住址 地址 居住地详址 居住地详细地址 现住地 实际居住地 暂住地址 常住地址 现家庭住址 经常居住地 详细住址
period.live_region     居住区划 居住区划代码 居住地区划
period.live_town       居住乡镇 居住地乡镇 乡镇 街道 镇街 乡镇街道 所属乡镇 乡镇（街道） 所属镇街
period.same_address    是否人户一致 居住地和户籍地是否相同 居住地与户籍地是否相同 人户一致
period.education       文化程度 文化 学历 文化水平 受教育程度 教育程度
period.marriage        婚姻状况 婚姻 婚否 婚姻情况 婚姻状态
period.politics_before 原政治面貌 捕前政治面貌
period.politics_now    政治面貌 现政治面貌 政治面目
period.status_before   捕前身份 原身份 逮捕前身份
period.occupation_before 捕前职业 原职业 犯罪前职业
period.former_unit     原工作单位 原单位 捕前单位
period.employment      就业就学情况 就业情况 就业状况 就业状态 就学就业情况
period.work_unit       现工作单位 工作单位 从业单位 就业单位 务工单位
period.work_phone      单位电话 工作单位电话
period.skill           职业技能 技能 特长 技术特长 掌握技能
period.health          健康状况 身体 身体状况 健康情况 身体健康状况
period.economy         家庭经济状况 经济 经济状况 家庭经济 家庭经济情况 家庭状况
period.on_relief       低保 是否低保 有无低保救助 是否享受低保 低保情况
    value    = 有:1 无:0 低保户:1 已享受:1 未享受:0
period.mental_illness  是否精神疾病 精神病 是否精神病人 有无精神病
    value    = 有:1 无:0
period.rural           是否农村籍 是否农村户口
period.three_without   是否三无人员 三无人员 三无 是否三无
period.false_identity  三假人员 是否三假 是否三假人员
period.juvenile_offence 犯罪时未成年 是否未成年犯 是否未成年 未成年犯
period.fixed_home      有无固定住所 固定住所 是否有固定住所
    value    = 有:1 无:0
period.whereabouts     就业去向 去向 外出情况 是否外出 现去向 流向 人员去向
    value    = 是:away 否:local
period.away_place      外出地点 外出地 务工地 外出务工地 务工地点 外出去向
period.away_since      外出日期 外出时间 外出起始日期
period.away_contact    外出联系方式 外出联系人及电话 外出联系人
period.away_tracked    跟踪帮教 有无跟踪帮教 是否跟踪帮教
    value    = 有:1 无:0
period.kin1_name       家属姓名 家庭联系人 亲属姓名 紧急联系人 监护人 家属 家属联系人 亲属 联系人姓名 家属情况姓名 家属信息姓名 家庭成员姓名
period.kin1_relation   与本人关系 家属关系 关系 与对象关系 亲属关系 家属情况关系 家属情况与本人关系 家属与本人关系 家庭成员关系
period.kin1_phone      家属电话 亲属电话 家属联系电话 亲属联系电话 家属联系方式 家庭电话 家属手机 联系人电话 亲属联系方式 紧急联系电话 监护人电话 家属情况电话 家属情况联系电话 家属信息电话 家属信息联系电话 家庭成员电话 家庭成员联系电话
period.kin2_name       家属二姓名 家属姓名2 家属2姓名
period.kin2_phone      家属二电话 家属电话2 家属2电话
period.family_contact  家庭联系情况
period.prison_name     服刑单位 服刑场所 服刑监狱 服刑地 服刑地点 监狱 监所 监狱名称 监所名称 关押单位 释放单位 释放机关 原服刑单位 服刑监所 释放监所 羁押场所 执行单位 刑罚执行场所
period.prison_kind     监所类型 监所类别
period.prison_no       犯人编号 罪犯编号 服刑编号 囚号
period.court           判决机关 判决法院 原判法院 审判机关
period.judgment_no     判决书号 判决文号 判决书编号
period.judged_on       判决日期 判决时间
period.offence         罪名 原罪名 案由 所犯罪名 犯罪类型 犯罪性质 判处罪名 原判罪名 罪行 案件性质
period.offence_class   罪名类别 罪名分类
period.penalty         原判刑罚 刑种 原判刑种
period.term            原判刑期 刑期 原刑期 判处刑期 判刑期限 服刑期限 原判期限
period.term_months     刑期月数 折合月数
period.term_from       刑期起日 刑期起始 刑期起 服刑始日 刑期自 刑期开始日期
period.term_to         刑期止日 刑期截止 刑期止 服刑止日 刑期至
period.term_change     刑期变动 减刑情况 刑期变更
period.accessory       附加刑 附加刑种类
period.accessory_note  附加刑说明 罚金 罚金数额
period.recidivist      是否累犯 累犯 累惯犯 是否累惯犯
period.priors          前科次数 前科 犯罪次数
period.drug_history    吸毒史 有无吸毒史 是否吸毒 是否有吸毒史
    value    = 有:1 无:0
period.plea            认罪态度 认罪服法态度
period.reform          改造表现 服刑表现 狱内表现 改造情况
period.rewards         奖惩情况 狱内奖惩
period.prison_advice   监所建议 帮教建议 特殊情况备注及帮教建议
period.intake_on       衔接日期 衔接时间 安置帮教衔接日期
period.intake_state    衔接状态 衔接情况 是否衔接
period.settled         安置情况 是否安置 安置状态
period.settled_on      安置日期 安置时间
period.settle_way      安置方式 就业 就业方式 安置途径 安置去向 就业安置方式
period.unsettled_why   未安置原因
period.relief          社会救助 救助情况 救助方式 获得社会救助方式
period.aided           帮教情况 是否帮教 帮教落实情况
period.aided_on        帮教日期 帮教时间 帮教落实日期 落实帮教日期
period.reoffended      重新犯罪 是否重新犯罪 是否重犯 有无重新犯罪
    value    = 有:1 无:0
period.reoffended_on   重犯日期 重新犯罪日期 重新犯罪时间
period.reoffence       重新犯罪罪名 重犯罪名
period.applied_on      主动申请日期 申请帮教日期
period.ended_on        解除日期 解除时间 解除帮教日期 解除帮教时间 解除安置帮教日期
period.end_reason      解除原因 解除帮教原因
period.remark          备注 备考 说明情况 其他情况 备注说明
intake.taken_on        衔接日期 衔接时间
intake.state           衔接状态 衔接情况 是否衔接
intake.way             衔接方式 接回方式 接送方式 衔接形式
intake.channel         衔接途径 来源 人员来源
intake.police_control  公安管控 公安是否落实管控措施
source.number          编号 人员编号 档案号 档案编号 对象编号 名单编号
- 序号 序 行号 原因 年龄 照片 司法所代码 区划 地区 拼音首字母 县区 区县 市州 省份 填表日期 入矫日期 环节 标记
