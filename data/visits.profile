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
person.name          姓名 人员姓名 对象姓名 帮教对象 帮教对象姓名 走访对象 被走访人 被访人 对象 谈话对象 安置帮教对象 人員姓名 對象姓名 幫教對象 幫教對象姓名 走訪對象
    required = yes
person.id_card       身份证号 身份证号码 身份证 公民身份号码 公民身份证号码 居民身份证号码 证件号码 证件号 身份證號 身份證號碼 身份證 公民身份號碼 公民身份證號碼
person.birth         出生日期 出生年月
visit.visited_on     走访日期 走访时间 日期 时间 走访年月日 谈话日期 谈话时间 家访日期 回访日期 帮教日期 帮教时间 访问日期 登记日期 走訪日期 走訪時間 時間 走訪年月日 談話日期
    required = yes
visit.kind           走访类型 走访类别 类型 帮教形式 走访性质 活动类型 走訪類型 走訪類別 類型 幫教形式 走訪性質
visit.method         走访方式 方式 帮教方式 谈话方式 走访形式 形式 走訪方式 幫教方式 談話方式 走訪形式
visit.acting         走访主体 主体 走访单位 走訪主體 走訪單位
visit.visitors       走访人 走访人员 走访干部 谈话人 帮教人 帮教人员 帮教责任人 责任人 家访人 工作人员 走访工作人员 记录人 访问人 走訪人 走訪人員 走訪幹部 談話人 幫教人
visit.place          走访地点 地点 谈话地点 走访地址 走訪地點 地點 談話地點 走訪地址
visit.present        在场人员 在场人 陪同人员 参加人员 参与人员 陪同人 在場人員 陪同人員 参加人員 参與人員
visit.met            是否见到本人 见到本人 是否见面 是否本人 是否見到本人 見到本人 是否見面
    value    = 见到:1 未见到:0 见面:1 未见面:0
visit.unmet_why      未能走访原因 未走访原因 未见原因 未见到原因 未能走訪原因 未走訪原因 未見原因 未見到原因
visit.mood           思想动态 思想状况 思想情况 思想状态 动态 思想表现 思想動態 思想狀況 思想情況 思想狀態 動態
visit.content        走访内容 谈话内容 走访情况 走访记录 内容 谈话记录 情况记录 工作内容 帮教内容 主要内容 情况 走访谈话内容 走訪內容 談話內容 走訪情況 走訪記錄 內容
visit.opinions       意见建议 意见和建议 意见与建议 意見建議 意見和建議 意見與建議
visit.difficulties   困难和问题 困难问题 存在困难 存在问题 反映问题 困难诉求 生活困难 困難和問題 困難問題 存在困難 存在問題 反映問題
visit.handling       重要问题处理情况 处理情况 处理结果 解决情况 问题处理 采取措施 帮扶措施 重要問題處理情況 處理情況 處理結果 解決情況 問題處理
visit.control        监控情况 管控情况 監控情況 管控情況
visit.result         走访效果 效果 走访结果 帮教效果 结果 走訪效果 走訪結果 幫教效果 結果
visit.result_note    效果说明 效果說明
visit.planned_on     原定走访日期 计划走访日期 计划日期 原定走訪日期 計劃走訪日期 計劃日期
visit.next_on        下次走访 下次走访日期 下次走访时间 计划下次走访 下次日期 下次走訪 下次走訪日期 下次走訪時間 計劃下次走訪
visit.remark         备注 备考 備註 備考
trigger.kind         五必访情形 五必访 五必访事由 必访情形 必访事由 五必访类型 触发情形 必访原因 触发项 五必訪情形 五必訪 五必訪事由 必訪情形 必訪事由
    key      = yes
trigger.happened_on  触发日期 事发日期 发生日期 事由日期 觸發日期 事發日期 發生日期
    key      = yes
    from     = visit.visited_on
trigger.situation    事由说明 事件情况 事由情况 事件情況 事由情況
trigger.source       信息来源 消息来源 信息來源 消息來源
source.number        编号 人员编号 档案号 档案编号 对象编号 編號 人員編號 檔案號 檔案編號 對象編號
source.record        走访编号 记录编号 流水号 单号 走访序号 走訪編號 記錄編號 流水號 單號 走訪序號
- 序号 序號 序 性别 年龄 民族 村居 联系电话 电话 住址 居住地址 罪名 释放日期 照片 签字 本人签字 季度 月份 行号 原因 年齡
