# Visit logs.  A row is a visit to somebody who is already on file; a row with one
# of the five causes also makes the cause, and the visit answers it.
# SPDX-License-Identifier: Apache-2.0
[profile visits]
title  = 走访台账
forms  = trigger visit
yesno  = yes_no
match  = id_card number name
person = must
links  = visit.answers trigger
sum    = 合计 总计 小计 共计 累计
sign   = 填报单位 填表单位 制表单位 报送单位 填表人 制表人 填报人 审核人 单位负责人 填报日期 填表日期 制表日期 说明
person.name          姓名 人员姓名 对象姓名 帮教对象 帮教对象姓名 走访对象 被走访人 被访人 对象 谈话对象 安置帮教对象
    required = yes
person.id_card       身份证号 身份证号码 身份证 公民身份号码 公民身份证号码 居民身份证号码 证件号码 证件号
person.birth         出生日期 出生年月
visit.visited_on     走访日期 走访时间 日期 时间 走访年月日 谈话日期 谈话时间 家访日期 回访日期 帮教日期 帮教时间 访问日期 登记日期
    required = yes
visit.kind           走访类型 走访类别 类型 帮教形式 走访性质 活动类型
visit.method         走访方式 方式 帮教方式 谈话方式 走访形式 形式
visit.acting         走访主体 主体 走访单位
visit.visitors       走访人 走访人员 走访干部 谈话人 帮教人 帮教人员 帮教责任人 责任人 家访人 工作人员 走访工作人员 记录人 访问人
visit.place          走访地点 地点 谈话地点 走访地址
visit.present        在场人员 在场人 陪同人员 参加人员 参与人员 陪同人
visit.met            是否见到本人 见到本人 是否见面 是否本人
    value    = 见到:1 未见到:0 见面:1 未见面:0
visit.unmet_why      未能走访原因 未走访原因 未见原因 未见到原因
visit.mood           思想动态 思想状况 思想情况 思想状态 动态 思想表现
visit.content        走访内容 谈话内容 走访情况 走访记录 内容 谈话记录 情况记录 工作内容 帮教内容 主要内容 情况 走访谈话内容
visit.opinions       意见建议 意见和建议 意见与建议
visit.difficulties   困难和问题 困难问题 存在困难 存在问题 反映问题 困难诉求 生活困难
visit.handling       重要问题处理情况 处理情况 处理结果 解决情况 问题处理 采取措施 帮扶措施
visit.control        监控情况 管控情况
visit.result         走访效果 效果 走访结果 帮教效果 结果
visit.result_note    效果说明
visit.planned_on     原定走访日期 计划走访日期 计划日期
visit.next_on        下次走访 下次走访日期 下次走访时间 计划下次走访 下次日期
visit.remark         备注 备考
trigger.kind         五必访情形 五必访 五必访事由 必访情形 必访事由 五必访类型 触发情形 必访原因 触发项
    key      = yes
trigger.happened_on  触发日期 事发日期 发生日期 事由日期
    key      = yes
    from     = visit.visited_on
trigger.situation    事由说明 事件情况 事由情况
trigger.source       信息来源 消息来源
source.number        编号 人员编号 档案号 档案编号 对象编号
source.record        走访编号 记录编号 流水号 单号 走访序号
- 序号 序 性别 年龄 民族 村居 联系电话 电话 住址 居住地址 罪名 释放日期 照片 签字 本人签字 季度 月份 行号 原因
