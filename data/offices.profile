# Lists of judicial offices, as a city or county keeps them: an office is known by
# its code.  A name that changed is told as a conflict, for papers bear the old one.
# SPDX-License-Identifier: Apache-2.0
[profile offices]
title  = 司法所名单
forms  = bureau
person = none
sum    = 合计 总计 小计 共计 累计 合計 總計 小計 共計 累計
sign   = 填报单位 制表单位 填表人 制表人 审核人 单位负责人 填报日期 制表日期 说明 签字 签名 盖章 公章 填報單位 填表人 填表單位 製表人 填報人 審核人 單位負責人 填報日期 製表日期 备注 填表说明 填报说明 注意 分管领导 主管领导 所长 复核 校对 上报日期 上报时间 统计人 统计日期 统计时间 报表日期 制表 填报 负责人签字 主要负责人 签章
lines  = 第#页* 第%页* 共#页* 页码* #/# -#- 年月日 #年#月#日
groups = *(#人) *(共#人) *#人 *(#名) *#名 *小计* *合计* *总计* *小計* *合計* *總計* % %、* (%)*
bureau.code      司法所代码 司法所编码 机构代码 机构编码 单位代码 代码 编码 司法所代碼 司法所編碼 機構代碼 機構編碼 單位代碼
    required = yes
    key      = yes
bureau.name      司法所 司法所名称 机构名称 单位名称 所名 名称 司法所名稱 機構名稱 單位名稱 名稱
    required = yes
bureau.parent    上级 上级机构 上级单位 主管单位 主管机关 县司法局 司法局 上级代码 上級 上級機構 上級單位 主管單位 主管機關
bureau.region    区划 区划代码 行政区划 行政区划代码 區劃 區劃代碼 行政區劃 行政區劃代碼
bureau.area      地区 辖区 所在地区 所属地区 所在乡镇 乡镇 乡镇街道 地區 轄區 所在地區 所屬地區 所在鄉鎮
bureau.villages  村居 管辖村居 所辖村居 辖区村居 村（社区） 所辖村（社区） 村居名单 管轄村居 所轄村居 轄區村居 村（社區） 所轄村（社區）
bureau.full_time 专职人员 专职人数 专职人员数 专职工作人员 專職人員 專職人數 專職人員數 專職工作人員
bureau.phone     联系电话 电话 办公电话 聯繫電話 電話 辦公電話
bureau.address   办公地址 地址 所址 辦公地址
bureau.remark    备注 说明事项 備註 說明事項
- 序号 序號 序 行号 原因 在册人数 在册 在册人员 帮教人数 人数 兼职人员
